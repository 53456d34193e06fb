using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.TestSupport.Oidc;

/// <summary>An issuer of access tokens (OpenID Connect) on a loopback port of its own: its discovery document, its keys, and tokens to taste.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private IssuerKeyPair _keys = new();
    private int _requests;

    private TestIssuer(WebApplication app) => _app = app;

    /// <summary>Where it is, and what its documents call it.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What its documents call it instead.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it answers everything with an error.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int KeyRequests => Volatile.Read(ref _requests);

    /// <summary>Starts on 127.0.0.1 and a free port.</summary>
    public static async Task<TestIssuer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // In one process with what it serves, its spans would be taken for theirs: nobody listens to these.
        builder.Services.AddSingleton(new ActivitySource(nameof(TestIssuer)));
        builder.Services.AddSingleton<DiagnosticListener>(new DiagnosticListener(nameof(TestIssuer)));
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        app.Use((context, next) =>
        {
            if (!issuer.IsDown)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = issuer.Name ?? issuer.Address,
            ["jwks_uri"] = $"{issuer.Address}/keys",
        });
        app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref issuer._requests);
            return new Dictionary<string, object> { ["keys"] = issuer._keys.Public };
        });
        await app.StartAsync(cancellationToken);
        return issuer;
    }

    /// <summary>Makes new keys and forgets the old ones.</summary>
    public void Rotate() => _keys = new();

    /// <summary>A token that says what <paramref name="wanted"/> says, signed with the keys of now.</summary>
    public string Mint(TokenWanted? wanted = null) => Mint(_keys, wanted ?? new());

    /// <summary>The same with keys that the issuer does not publish.</summary>
    public string MintWithOtherKeys(TokenWanted? wanted = null) => Mint(new IssuerKeyPair(), wanted ?? new());

    /// <summary>A token that says of itself that it needs no signature.</summary>
    public string MintUnsigned() => $"{Encoded("""{"alg":"none","typ":"JWT"}""")}.{Mint().Split('.')[1]}.";

    /// <summary>A token under a symmetric key that everybody has: the public one. Servers that let the token choose the algorithm take it.</summary>
    public string MintWithPublicKeyAsSecret()
    {
        var signed = $"{Encoded($$"""{"alg":"HS256","typ":"JWT","kid":"{{_keys.RsaId}}"}""")}.{Mint().Split('.')[1]}";
        var secret = Encoding.UTF8.GetBytes(_keys.RsaPublicKeyPem);
        return $"{signed}.{Base64Url(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))}";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Mint(IssuerKeyPair keys, TokenWanted wanted) => keys.Sign(wanted, wanted.Issuer ?? Address);

    private static string Encoded(string json) => Base64Url(Encoding.UTF8.GetBytes(json));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
