using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Credentials;

namespace StorageConformance;

/// <summary>App passwords: whom they let in, until when, and what is kept of them.</summary>
public abstract class AppPasswordTests<TDriver> : StorageTests<TDriver>
    where TDriver : StorageDriver, new()
{
    private AppPasswords Passwords => Driver.Get<AppPasswords>();

    [Fact]
    public async Task Verify_Created_IsItsUsersAndNobodyElses()
    {
        var made = await CreateAsync();

        Assert.Equal(made.Password!.Id, (await Passwords.VerifyAsync(Einstein, made.Text, Stop))?.Password.Id);
        Assert.Null(await Passwords.VerifyAsync(Marie, made.Text, Stop));
    }

    [Fact]
    public async Task Verify_AnotherSecretOrAnotherId_IsNothing()
    {
        var (made, other) = (await CreateAsync(), await CreateAsync("other"));

        Assert.Null(await Passwords.VerifyAsync(Einstein, made.Text with { Secret = other.Text.Secret }, Stop));
        Assert.Null(await Passwords.VerifyAsync(Einstein, made.Text with { Id = other.Text.Id }, Stop));
        Assert.Null(await Passwords.VerifyAsync(Einstein, AppPasswordText.New(), Stop));
    }

    [Fact]
    public async Task Verify_AfterARestart_IsStillGood()
    {
        var made = await CreateAsync();
        await Driver.RestartAsync();

        Assert.NotNull(await Passwords.VerifyAsync(Einstein, made.Text, Stop));
    }

    [Fact]
    public async Task Verify_Revoked_IsNothingAndNotListed()
    {
        var made = await CreateAsync();

        Assert.Null(await Passwords.RevokeAsync(Einstein, made.Text.Id, Stop));

        Assert.Null(await Passwords.VerifyAsync(Einstein, made.Text, Stop));
        Assert.False(await Passwords.IsGoodAsync(Einstein, made.Text.Id, Stop));
        Assert.Empty(await Passwords.ListAsync(Einstein, Stop));
    }

    [Fact]
    public async Task Revoke_SomebodyElses_IsNotFoundAndItStays()
    {
        var made = await CreateAsync();

        Assert.Equal(Refusal.NotFound, await Passwords.RevokeAsync(Marie, made.Text.Id, Stop));

        Assert.NotNull(await Passwords.VerifyAsync(Einstein, made.Text, Stop));
    }

    [Fact]
    public async Task Verify_Expired_IsNothingAndTheSweepForgetsItAlone()
    {
        var kept = await CreateAsync();
        var made = await CreateAsync("for a day", Driver.Time.GetUtcNow().AddDays(1));
        Assert.NotNull(await Passwords.VerifyAsync(Einstein, made.Text, Stop));
        Driver.Time.Advance(TimeSpan.FromDays(1));

        Assert.Null(await Passwords.VerifyAsync(Einstein, made.Text, Stop));
        Assert.False(await Passwords.IsGoodAsync(Einstein, made.Text.Id, Stop));
        await SweepAsync();

        Assert.Equal([kept.Text.Id], (await Passwords.ListAsync(Einstein, Stop)).Select(password => password.Id));
    }

    [Fact]
    public async Task Uses_AreNotedByTheHourAndTheFirstIsTold()
    {
        var made = await CreateAsync();
        var begin = Driver.Time.GetUtcNow();

        Assert.True((await Passwords.VerifyAsync(Einstein, made.Text, Stop))!.Value.IsFirstUse);
        Driver.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.False((await Passwords.VerifyAsync(Einstein, made.Text, Stop))!.Value.IsFirstUse);
        Assert.Equal(begin, Assert.Single(await Passwords.ListAsync(Einstein, Stop)).LastUsedAt);
        Driver.Time.Advance(TimeSpan.FromMinutes(31));
        await Passwords.VerifyAsync(Einstein, made.Text, Stop);

        Assert.Equal(begin.AddMinutes(61), Assert.Single(await Passwords.ListAsync(Einstein, Stop)).LastUsedAt);
    }

    [Fact]
    public async Task Create_MoreThanOneUserMayHave_IsTooMany()
    {
        await ConfigureAsync("AppPasswords:MaximumPerUser", "2");
        await CreateAsync();
        await CreateAsync("second");

        Assert.Equal(Refusal.TooMany, (await Passwords.CreateAsync(Einstein, "third", null, Stop)).Refusal);
        Assert.Null((await Passwords.CreateAsync(Marie, "first", null, Stop)).Refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("101")]
    public async Task Create_LabelThatIsNone_IsInvalid(string label) => Assert.Equal(
        Refusal.Invalid, (await Passwords.CreateAsync(Einstein, label == "101" ? new string('x', 101) : label, null, Stop)).Refusal);

    [Fact]
    public async Task Create_ThatHasExpiredAlready_IsInvalid() => Assert.Equal(
        Refusal.Invalid, (await Passwords.CreateAsync(Einstein, "phone", Driver.Time.GetUtcNow(), Stop)).Refusal);

    [Fact]
    public async Task Secret_IsInNoFileOfTheStore()
    {
        var made = await CreateAsync();
        await Passwords.VerifyAsync(Einstein, made.Text, Stop);
        await Driver.RestartAsync();

        Assert.False(Driver.Holds(made.Text.Secret));
        Assert.True(Driver.Holds(made.Text.Id.Value));
    }

    private async Task<AppPasswordResult> CreateAsync(string label = "phone", DateTimeOffset? expires = null)
    {
        var made = await Passwords.CreateAsync(Einstein, label, expires, Stop);
        Assert.Null(made.Refusal);
        return made;
    }
}
