using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Options;
using ServiceTests.DataProvider;
using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;

namespace ServiceTests;

/// <summary>What a service does not start with outside Development.</summary>
public sealed class StartTests
{
    // einstein's in appsettings.Development.json, whose password is in the README.
    private const string DevelopmentHash = "AQAAAAIAAzRQAAAAELRI+Quf3p37Id52TCP7FLYrizeiRVFh+g7m6GCo6gS8FnbwCAgA/QPejBRykm0w4Q==";

    [Theory]
    [InlineData("--Users:0:PasswordHash=" + DevelopmentHash, "ocdav hash-password")]
    [InlineData("--Access:SigningKey=kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", "openssl rand")]
    [InlineData("--Access:SigningKey=too-short-to-sign-with", "openssl rand")]
    [InlineData("--Oidc:Authority=http://id.example", "Oidc:Authority")]
    [InlineData("--Oidc:Authority=https://id.example", "Oidc:Audiences")]
    public Task Ocdav_InProduction_DoesNotStartWith(string setting, string advice) =>
        RefusesAsync(typeof(UploadProcessing.Ocdav.PutFile).Assembly, setting, advice);

    [Theory]
    [InlineData("--Users:0:PasswordHash=" + DevelopmentHash, "ocdav hash-password")]
    [InlineData("--Transfer:SigningKey=my-development-key-of-more-than-32-characters", "openssl rand")]
    [InlineData("--Access:SigningKey=" + StorageProviderFixture.TransferKey, "Transfer:SigningKey")]
    public Task Storageprovider_InProduction_DoesNotStartWith(string setting, string advice) =>
        RefusesAsync(typeof(UploadProcessing.StorageProvider.ProviderService).Assembly, setting, advice);

    [Fact]
    public async Task Process_ThatCannotStart_SaysWhyAtTheEnd_WithoutAnAbort()
    {
        var run = await DataProviderProgram.RunAsync("--environment=Production", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0");

        Assert.Equal(78, run.ExitCode);
        Assert.StartsWith("dataprovider cannot start. ", run.Error, StringComparison.Ordinal);
        Assert.Contains("The DataRoot field is required.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WhosePortIsTaken_SaysWhich()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var data = Directory.CreateTempSubdirectory("start-").FullName;
        try
        {
            var run = await DataProviderProgram.RunAsync(
                "--environment=Production", $"--Kestrel:Endpoints:A:Url=http://{taken.LocalEndpoint}", $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}",
                $"--Storage:DataRoot={data}");

            Assert.Equal(69, run.ExitCode);
            Assert.Contains($"{taken.LocalEndpoint}", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task RefusesAsync(Assembly service, string setting, string advice)
    {
        var data = Directory.CreateTempSubdirectory("start-").FullName;
        try
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => EntryPointHost.StartAsync(
                service,
                [
                    "--environment=Production", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0", $"--Storage:DataRoot={data}",
                    $"--Access:SigningKey={StorageProviderFixture.AccessKey}", $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}",
                    .. OcdavFixture.Users, "--Logging:LogLevel:Default=None", setting,
                ]));

            Assert.True(refused is OptionsValidationException or AggregateException, refused.ToString());
            Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
