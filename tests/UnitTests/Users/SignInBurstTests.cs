using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

public sealed class SignInBurstTests
{
    private const int Guesses = 60;

    [Fact]
    public async Task SignIn_WhileAnotherAddressGuesses_DoesNotQueueBehindTheGuesses()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var users = Users();
        var options = Options.Create(new SignInOptions { FailuresPerUser = Guesses * 2, FailuresPerAddress = Guesses * 2 });
        using var signIn = new PasswordSignIn(
            users, new VerifiedPasswords(options, TimeProvider.System), new FailedSignIns(options, TimeProvider.System), new AuditLog(NullLoggerFactory.Instance));

        // On other threads, because verifying is work that the caller's thread does.
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var guesses = Enumerable.Range(0, Guesses).Select(i => Task.Run(
            async () =>
            {
                await signIn.TryAsync("einstein", $"guess{i}", IPAddress.Parse("192.0.2.1"), cancellation);
                first.TrySetResult();
            },
            cancellation)).ToArray();
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
        var result = await signIn.TryAsync("einstein", "relativity", IPAddress.Parse("192.0.2.2"), cancellation);

        Assert.Equal("einstein", result.User?.Name);
        Assert.InRange(guesses.Count(guess => guess.IsCompleted), 1, Guesses / 2);
        await Task.WhenAll(guesses);
    }

    private static ConfiguredUsers Users()
    {
        var hash = PasswordHashes.Make("relativity");
        return new ConfiguredUsers(
            new OptionsFactory<UsersOptions>(
                [new ConfigureNamedOptions<UsersOptions>(
                    Options.DefaultName, o => o.ByName["einstein"] = new UserEntry { Name = "einstein", PasswordHash = hash })],
                []),
            new ConfigurationBuilder().Build(), NullLogger<ConfiguredUsers>.Instance);
    }
}
