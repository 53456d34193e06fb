using System.Text.Json;
using Microsoft.Extensions.Hosting.Internal;
using UnitTests.Architecture;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

/// <summary>Users whose passwords are in the documentation sign in in Development and nowhere else.</summary>
public sealed class DevelopmentUserTests
{
    public static TheoryData<string> Names => [.. Users("ocdav").ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DevelopmentUser_InProduction_IsRefusedWithWhatToDo(string name)
    {
        var result = Validate("Production", name);

        Assert.True(result.Failed);
        Assert.Contains("ocdav hash-password", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(name, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DevelopmentUser_InDevelopment_SignsIn(string name) => Assert.True(Validate("Development", name).Succeeded);

    [Fact]
    public void DevelopmentUsers_OfBothServicesThatPeopleSignInAt_AreTheSame() => Assert.Equal(
        Users("ocdav").ByName.Values.Select(user => (user.Name, user.DisplayName, user.PasswordHash)),
        Users("storageprovider").ByName.Values.Select(user => (user.Name, user.DisplayName, user.PasswordHash)));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a:b")]
    [InlineData("")]
    public void User_WithANameThatIsNone_IsRefused(string name)
    {
        var options = new UsersOptions();
        options.ByName[name] = new UserEntry { Name = name, PasswordHash = PasswordHashes.Make("relativity") };

        Assert.True(new UsersValidation(new HostingEnvironment()).Validate(null, options).Failed);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(string environment, string name)
    {
        var options = new UsersOptions();
        options.ByName[name] = Users("ocdav").ByName[name];
        return new UsersValidation(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options);
    }

    private static UsersOptions Users(string service)
    {
        using var settings = JsonDocument.Parse(Repository.Read($"services/{service}/appsettings.Development.json"));
        var options = new UsersOptions();
        foreach (var user in settings.RootElement.GetProperty("Users").Deserialize<UserEntry[]>()!)
        {
            options.ByName.Add(user.Name, user);
        }

        return options;
    }
}
