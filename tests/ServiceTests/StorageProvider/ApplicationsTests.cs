using Cs3.Auth.Provider.V1Beta1;
using Cs3.Rpc.V1Beta1;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>App passwords by CS3's own calls.</summary>
public sealed class ApplicationsTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    [Fact]
    public async Task Generate_ShowsThePasswordOnceAndTheListItsId()
    {
        var made = await provider.Applications.GenerateAppPasswordAsync(new() { Label = "phone" }, As("emmy"));
        var listed = await provider.Applications.ListAppPasswordsAsync(new(), As("emmy"));

        var entry = Assert.Single(listed.AppPasswords);
        Assert.Equal(made.AppPassword.Password.Split('_')[1], entry.Password);
        Assert.Equal(("phone", "emmy", made.AppPassword.Ctime), (entry.Label, entry.User.OpaqueId, entry.Ctime));
        Assert.Null(entry.Expiration);
    }

    [Fact]
    public async Task Generate_WithAScope_IsRefusedBecauseNoneWouldBeObeyed()
    {
        var answer = await provider.Applications.GenerateAppPasswordAsync(
            new() { Label = "phone", TokenScope = { ["publicshare"] = new Scope { Role = Role.Viewer } } }, As("einstein"));

        Assert.Equal(Code.InvalidArgument, answer.Status.Code);
    }

    [Fact]
    public async Task Generate_UntilATimeThatIsOver_IsRefused()
    {
        var answer = await provider.Applications.GenerateAppPasswordAsync(
            new() { Label = "phone", Expiration = new() { Seconds = 1 } }, As("einstein"));

        Assert.Equal(Code.InvalidArgument, answer.Status.Code);
    }

    [Fact]
    public async Task Get_ByItsUser_DescribesItAndByAnybodyElseIsNotFound()
    {
        var made = await provider.Applications.GenerateAppPasswordAsync(new() { Label = "phone" }, As("maria"));
        var password = made.AppPassword.Password;

        var own = await provider.Applications.GetAppPasswordAsync(new() { User = new() { OpaqueId = "maria" }, Password = password }, As("maria"));
        var asOther = await provider.Applications.GetAppPasswordAsync(new() { User = new() { OpaqueId = "maria" }, Password = password }, As("vera"));
        var ofOther = await provider.Applications.GetAppPasswordAsync(new() { User = new() { OpaqueId = "vera" }, Password = password }, As("vera"));
        var byId = await provider.Applications.GetAppPasswordAsync(
            new() { User = new() { OpaqueId = "maria" }, Password = own.AppPassword.Password }, As("maria"));

        Assert.Equal(
            [Code.Ok, Code.NotFound, Code.NotFound, Code.NotFound],
            new[] { own.Status.Code, asOther.Status.Code, ofOther.Status.Code, byId.Status.Code });
        Assert.DoesNotContain(password, own.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("abcdefghijkl")]
    public async Task Invalidate_WhatThereIsNot_IsNotFound(string password) => Assert.Equal(
        Code.NotFound, (await provider.Applications.InvalidateAppPasswordAsync(new() { Password = password }, As("einstein"))).Status.Code);
}
