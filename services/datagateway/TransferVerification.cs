using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults;

namespace UploadProcessing.DataGateway;

/// <summary>"Unwrap the {jwt} target": what the token allows, and the one address it leads to.</summary>
internal sealed class TransferVerification(TransferTokens tokens, TransferTargets targets)
{
    public async ValueTask<VerifiedTransfer> VerifyAsync(string? jwt, string method)
    {
        // HEAD asks for an upload's offset or for a download's headers; GET of an upload, where its file is to be found.
        // POST, that what is watched begins anew.
        var result = method switch
        {
            _ when HttpMethods.IsGet(method) || HttpMethods.IsHead(method) => await tokens.VerifyAsync(
                jwt, TransferOperation.Read, TransferOperation.Write, TransferOperation.Inspect, TransferOperation.Watch),
            _ when HttpMethods.IsPost(method) => await tokens.VerifyAsync(jwt, TransferOperation.Watch),
            _ => await tokens.VerifyAsync(jwt, TransferOperation.Write),
        };
        if (!result.IsVerified(out var token, out var error))
        {
            return new(null, error);
        }

        // The same key signs for every target; a target is good only for the upload that the token names.
        var upload = token.Target.Segments[^1] == token.Upload.ToString()
            && IsMeantFor(token, method);
        return upload && targets.Resolve(token.Target) is { } address
            ? new(new Transfer(address, TemplateOf(address), jwt!, token), null)
            : new(null, TransferTokenError.Foreign);
    }

    private static bool IsMeantFor(TransferToken token, string method) => token.Operation switch
    {
        TransferOperation.Write => !HttpMethods.IsGet(method) || LeadsTo(token, TransferEndpoint.Tus),
        TransferOperation.Inspect => LeadsTo(token, TransferEndpoint.Processing),
        TransferOperation.Watch => LeadsTo(token, TransferEndpoint.Progress),
        _ => true,
    };

    private static bool LeadsTo(TransferToken token, string endpoint) => token.Target.AbsolutePath.StartsWith(endpoint, StringComparison.Ordinal);

    private static string TemplateOf(Uri address) =>
        string.Concat(address.AbsolutePath.AsSpan(0, address.AbsolutePath.LastIndexOf('/')), "/{uploadid}");
}

/// <summary>A request that may be forwarded.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Template">Its path with a placeholder for the upload.</param>
/// <param name="Jwt">The token as it came; a secret.</param>
/// <param name="Token">The token, read.</param>
internal sealed record Transfer(Uri Address, string Template, string Jwt, TransferToken Token);

/// <summary>A transfer, or why it was refused.</summary>
internal readonly record struct VerifiedTransfer(Transfer? Transfer, TransferTokenError? Error);

internal static class TransferVerificationRegistration
{
    public static IServiceCollection AddTransferVerification(this IServiceCollection services)
    {
        services.AddOptions<TransferOptions>().BindConfiguration(TransferOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TransferTokens>();
        services.AddSingleton<TransferVerification>();
        return services;
    }
}
