using UploadProcessing.Storage;
using AppPassword = UploadProcessing.Storage.Credentials.AppPassword;
using Cs3AppPassword = Cs3.Auth.Applications.V1Beta1.AppPassword;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>App passwords as CS3 describes them.</summary>
internal static class AppPasswordMessages
{
    /// <param name="password">The app password.</param>
    /// <param name="shown">What stands for the password itself: its id, or once the whole of it.</param>
    public static Cs3AppPassword Of(AppPassword password, string? shown = null) => new()
    {
        Password = shown ?? password.Id.Value,
        Label = password.Label,
        User = ResourceInfos.User(password.User.Value),
        Ctime = References.Timestamp(password.CreatedAt),
        Expiration = password.ExpiresAt is { } expires ? References.Timestamp(expires) : null,
        Utime = password.LastUsedAt is { } used ? References.Timestamp(used) : null,
    };

    /// <summary>Whoever finds an app password must not be able to make more of them, or to revoke the one their owner would notice.</summary>
    public static TResponse NotWithAppPassword<TResponse>()
        where TResponse : global::Cs3.Storage.Provider.V1Beta1.ICs3Response, new() =>
        Answers.Of<TResponse>(Refusal.Denied, "App passwords are not managed by who signed in with one.");
}
