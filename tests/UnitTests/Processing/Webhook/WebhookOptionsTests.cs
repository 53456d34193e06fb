using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using UploadProcessing.Processing.Steps.Webhook;

namespace UnitTests.Processing.Webhook;

/// <summary>What a service starts with.</summary>
public sealed class WebhookOptionsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void NothingConfigured_IsTaken() => Assert.True(Options("webhook").IsEmpty);

    [Fact]
    public void Url_WithASecret_IsTaken()
    {
        var options = Options("license", "Kind=webhook", "Url=https://example.org/check?x=1", $"Secrets:0={Secret}", "PublicCallbackUrl=https://up.example.org/");

        Assert.Equal(("https://example.org/check?x=1", false, 1), (options.Url!.ToString(), options.AllowPrivateAddresses, options.Secrets.Count));
    }

    [Theory]
    [InlineData("Url=https://example.org/")]
    [InlineData("Url=https://example.org/", "Secrets:0=hush")]
    [InlineData("Url=https://example.org/", "Secrets:0=" + Secret, "Secrets:1=whsec_c2hvcnQ=")]
    [InlineData("Secrets:0=" + Secret)]
    [InlineData("Url=/check", "Secrets:0=" + Secret)]
    [InlineData("Url=ftp://example.org/", "Secrets:0=" + Secret)]
    [InlineData("Url=file:///etc/passwd", "Secrets:0=" + Secret)]
    [InlineData("Url=https://user:password@example.org/", "Secrets:0=" + Secret)]
    [InlineData("Url=https://example.org/", "Secrets:0=" + Secret, "PublicCallbackUrl=up.example.org")]
    [InlineData("Url=https://example.org/", "Secrets:0=" + Secret, "CallbackTolerance=02:00:00")]
    public void AnythingElse_IsRefusedWithoutQuotingIt(params string[] settings)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Options("license", ["Kind=webhook", .. settings]));

        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", refused.Message, StringComparison.Ordinal);
    }

    private static WebhookOptions Options(string step, params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2))
            .ToDictionary(setting => $"Processing:Steps:{step}:{setting[0]}", setting => (string?)setting[1]));
        builder.AddWebhookStep();
        using var provider = builder.Services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<WebhookOptions>>().Get(step);
    }
}
