using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Refuses at start what could not be called, or what anybody could sign for. Messages quote no secret and no address.</summary>
internal sealed class WebhookValidation : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        // The step that is called like its kind exists without anybody having configured it.
        options.IsEmpty || Problem(options) is not { } problem
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{StepOptions.SectionName}:{name}:{problem}");

    private static string? Problem(WebhookOptions options) => options switch
    {
        _ when !IsHttp(options.Url) => "Url has to be an absolute address of http or https.",
        { Url.UserInfo.Length: > 0 } => "Url must not contain a user: addresses are written down, and the signature says who asks.",
        { Secrets.Count: 0 } => "Secrets needs a secret. Make one: echo \"whsec_$(openssl rand -base64 32)\"",
        _ when options.Secrets.Any(secret => WebhookSecret.Parse(secret) is null) => "Secrets have to be whsec_ and 24 to 64 bytes in base64.",
        { PublicCallbackUrl: not null } when !IsHttp(options.PublicCallbackUrl) => "PublicCallbackUrl has to be an absolute address of http or https.",
        _ => null,
    };

    private static bool IsHttp(Uri? url) => url is { IsAbsoluteUri: true } && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp);
}
