using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UploadProcessing.ServiceDefaults.Users;

namespace UnitTests.Users;

public sealed class SignInTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider _time = new();
    private readonly IOptions<SignInOptions> _options = Options.Create(new SignInOptions { FailuresPerUser = 3, FailuresPerAddress = 5 });

    [Fact]
    public void Verified_IsRememberedForMinutesOnly()
    {
        var verified = new VerifiedPasswords(_options, _time);
        var user = new UserEntry { Name = "einstein", PasswordHash = "hash" };
        verified.Add(user, "relativity");

        Assert.True(verified.Contains(user, "relativity"));
        Assert.False(verified.Contains(user, "relativitz"));
        _time.Advance(_options.Value.RememberFor);
        Assert.False(verified.Contains(user, "relativity"));
    }

    [Fact]
    public void Verified_Used_IsRememberedAnew()
    {
        var verified = new VerifiedPasswords(_options, _time);
        var user = new UserEntry { Name = "einstein", PasswordHash = "hash" };
        verified.Add(user, "relativity");
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(_options.Value.RememberFor * 0.9);
            Assert.True(verified.Contains(user, "relativity"));
        }
    }

    [Fact]
    public void Verified_ChangedHash_IsForgottenAtOnce()
    {
        var verified = new VerifiedPasswords(_options, _time);
        verified.Add(new UserEntry { Name = "einstein", PasswordHash = "old" }, "relativity");

        Assert.False(verified.Contains(new UserEntry { Name = "einstein", PasswordHash = "new" }, "relativity"));
    }

    [Fact]
    public void Failures_OfOneUser_RefuseThatUserFromThatAddressUntilTheWindowEnds()
    {
        var failed = new FailedSignIns(_options, _time);
        Fail(failed, "einstein", Home, 3);

        Assert.Equal(_options.Value.FailureWindow, failed.RefusedFor("einstein", Home));
        Assert.Null(failed.RefusedFor("einstein", Elsewhere));
        Assert.Null(failed.RefusedFor("marie", Home));
        _time.Advance(_options.Value.FailureWindow);
        Assert.Null(failed.RefusedFor("einstein", Home));
    }

    [Fact]
    public void Failures_OfManyNames_RefuseTheAddress()
    {
        var failed = new FailedSignIns(_options, _time);
        for (var i = 0; i < 5; i++)
        {
            Fail(failed, $"guess{i}", Home, 1);
        }

        Assert.NotNull(failed.RefusedFor("marie", Home));
        Assert.Null(failed.RefusedFor("marie", Elsewhere));
    }

    [Fact]
    public void Failures_ThatNameNobody_RefuseTheAddress()
    {
        var failed = new FailedSignIns(_options, _time);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(failed.RefusedFor(Home));
            failed.Add(Home);
        }

        Assert.NotNull(failed.RefusedFor(Home));
        Assert.NotNull(failed.RefusedFor("marie", Home));
        Assert.Null(failed.RefusedFor(Elsewhere));
    }

    [Fact]
    public void Failures_FloodOfInventedNames_KeepTheAddressRefused()
    {
        var failed = new FailedSignIns(_options, _time);
        for (var i = 0; i < 25_000; i++)
        {
            Fail(failed, $"guess{i}", Home, 1);
        }

        Assert.NotNull(failed.RefusedFor("marie", Home));
    }

    [Fact]
    public void Failures_OneIPv6Network_CountsAsOneAddress()
    {
        var failed = new FailedSignIns(_options, _time);
        for (var i = 1; i <= 5; i++)
        {
            Fail(failed, $"guess{i}", IPAddress.Parse($"2001:db8::{i}"), 1);
        }

        Assert.NotNull(failed.RefusedFor("marie", IPAddress.Parse("2001:db8::ffff")));
    }

    private static void Fail(FailedSignIns failed, string user, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            failed.Add(user, address);
        }
    }
}
