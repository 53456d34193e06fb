using Cs3.Gateway.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Grpc.Core;
using ServiceTests.StorageProvider.Support;

namespace ServiceTests.StorageProvider;

/// <summary>How a client of CS3 comes by its access token, and what it is good for.</summary>
public sealed class AuthenticateTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Basic_RightPassword_GivesATokenThatIsThatUser()
    {
        var answer = await AuthenticateAsync("einstein", "relativity");

        Assert.Equal((Code.Ok, "einstein", "Albert Einstein"), (answer.Status.Code, answer.User.Id.OpaqueId, answer.User.DisplayName));
        var made = await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "project", Name = "Mine" }, StorageProviderFixture.With(answer.Token));
        Assert.Equal("einstein", made.StorageSpace.Owner.Id.OpaqueId);
    }

    [Theory]
    [InlineData("basic", "einstein", "guess", Code.Unauthenticated)]
    [InlineData("basic", "nobody", "relativity", Code.Unauthenticated)]
    [InlineData("basic", "", "", Code.Unauthenticated)]
    [InlineData("basic", "einstein", "app_abcdefghijkl_abcdefghijklmnopqrstuvwxyz234567", Code.Unauthenticated)]
    [InlineData("machine", "einstein", "relativity", Code.InvalidArgument)]
    public async Task Anything_Else_GivesNone(string type, string name, string secret, Code code)
    {
        var answer = await AuthenticateAsync(name, secret, type);

        Assert.Equal((code, ""), (answer.Status.Code, answer.Token));
        Assert.Null(answer.User);
    }

    [Fact]
    public async Task AppPassword_GivesATokenThatManagesNoAppPasswordsAndEndsWithIt()
    {
        var made = await provider.Applications.GenerateAppPasswordAsync(new() { Label = "phone" }, StorageProviderFixture.As("lise"));
        var answer = await AuthenticateAsync("lise", made.AppPassword.Password);
        Assert.Equal((Code.Ok, "lise"), (answer.Status.Code, answer.User.Id.OpaqueId));
        var token = StorageProviderFixture.With(answer.Token);

        Assert.Equal(Code.Ok, (await provider.Spaces.ListStorageSpacesAsync(new(), token)).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Applications.GenerateAppPasswordAsync(new() { Label = "more" }, token)).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Applications.ListAppPasswordsAsync(new(), token)).Status.Code);
        Assert.Equal(
            Code.PermissionDenied,
            (await provider.Applications.InvalidateAppPasswordAsync(new() { Password = made.AppPassword.Password }, token)).Status.Code);

        var revoked = await provider.Applications.InvalidateAppPasswordAsync(
            new() { Password = made.AppPassword.Password }, StorageProviderFixture.As("lise"));
        Assert.Equal(Code.Ok, revoked.Status.Code);
        var thrown = await Assert.ThrowsAsync<RpcException>(async () => await provider.Spaces.ListStorageSpacesAsync(new(), token));
        Assert.Equal(StatusCode.Unauthenticated, thrown.StatusCode);
        Assert.Equal(Code.Unauthenticated, (await AuthenticateAsync("lise", made.AppPassword.Password)).Status.Code);
    }

    [Fact]
    public async Task Basic_GuessedTooOften_IsRefusedUnseenAndTheRightOneToo()
    {
        await using var strict = new Strict();
        await strict.InitializeAsync();

        var codes = new List<Code>();
        foreach (var secret in new[] { "guess", "app_abcdefghijkl_abcdefghijklmnopqrstuvwxyz234567", "relativity" })
        {
            codes.Add((await strict.Gateway.AuthenticateAsync(
                new() { Type = "basic", ClientId = "einstein", ClientSecret = secret }, cancellationToken: Stop)).Status.Code);
        }

        Assert.Equal([Code.Unauthenticated, Code.Unauthenticated, Code.ResourceExhausted], codes);
    }

    private async Task<AuthenticateResponse> AuthenticateAsync(string name, string secret, string type = "basic") =>
        await provider.Gateway.AuthenticateAsync(new() { Type = type, ClientId = name, ClientSecret = secret }, cancellationToken: Stop);

    private sealed class Strict : StorageProviderFixture
    {
        protected override string[] Settings => ["--SignIn:FailuresPerUser=2"];
    }
}
