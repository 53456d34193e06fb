using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>The issuer's name and keys (OpenID Connect Discovery 1.0), asked for when they are needed and never more often than allowed.</summary>
/// <remarks>What was heard once stays good while the issuer does not answer: its tokens are verified without it.</remarks>
internal sealed class Issuer(IHttpClientFactory clients, IOptions<OidcOptions> options, TimeProvider time, ILogger<Issuer> logger) : IDisposable
{
    public const string ClientName = "oidc";

    private readonly SemaphoreSlim _one = new(1);
    private volatile Heard? _heard;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _wantedAt = DateTimeOffset.MinValue;
    private volatile bool _answered;

    /// <summary>What is known; null when the issuer has never answered.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_heard is not { } heard)
        {
            await _one.WaitAsync(cancellationToken);
        }
        else if (time.GetUtcNow() - heard.At < options.Value.KeysLifetime || !_one.Wait(0, CancellationToken.None))
        {
            // One request asks again; the others go on with what is known.
            return heard.Configuration;
        }

        try
        {
            var now = time.GetUtcNow();
            var isDue = _heard is null || now - _heard.At >= options.Value.KeysLifetime;
            if (isDue && now - _askedAt >= options.Value.RefreshInterval)
            {
                await AskAsync(now);
            }

            return _heard?.Configuration;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What is known after <paramref name="used"/> did not have a key; null when the issuer cannot be asked whether it has a new one.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> NewerThanAsync(OpenIdConnectConfiguration used, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Keys that do not exist can be asked for at any rate, but not passed on at any rate.
            var now = time.GetUtcNow();
            if (_heard?.Configuration == used && now - _wantedAt >= options.Value.RefreshInterval)
            {
                _wantedAt = now;
                await AskAsync(now);
            }

            return _answered ? _heard?.Configuration : null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // No request's token: what is heard is for all of them. The client's own time limit ends it.
    private async Task AskAsync(DateTimeOffset now)
    {
        _askedAt = now;
        var authority = options.Value.Authority.TrimEnd('/');
        try
        {
            var retriever = new HttpDocumentRetriever(clients.CreateClient(ClientName)) { RequireHttps = options.Value.RequireHttpsMetadata };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{authority}/.well-known/openid-configuration", retriever, CancellationToken.None);

            // "The issuer value returned MUST be identical to the Issuer URL" (4.3): otherwise somebody else's keys would speak for it.
            if (configuration.Issuer.TrimEnd('/') != authority)
            {
                logger.IssuerMismatch(authority, configuration.Issuer);
                _answered = false;
                return;
            }

            _heard = new Heard(configuration, now);
            _answered = true;
        }
#pragma warning disable CA1031 // Whatever a document from elsewhere broke, its tokens cannot be verified, and those of others can.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.IssuerUnreachable(exception, authority);
            _answered = false;
        }
    }

    private sealed record Heard(OpenIdConnectConfiguration Configuration, DateTimeOffset At);
}
