using Microsoft.Extensions.Time.Testing;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

public sealed class RememberedDigestsTests
{
    private static readonly TimeSpan While = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Text_UsedWithoutRenewal_IsForgottenOnTime()
    {
        var remembered = new RememberedDigests(_time);
        remembered.Add("secret", While);
        for (var i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(remembered.Contains("secret"));
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(remembered.Contains("secret"));
    }

    [Fact]
    public void Text_ThatWasNotAdded_IsNotRemembered()
    {
        var remembered = new RememberedDigests(_time);
        remembered.Add("secret", While);

        Assert.False(remembered.Contains("secre"));
    }
}
