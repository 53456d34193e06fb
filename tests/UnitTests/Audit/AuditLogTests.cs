using System.Net;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.TestSupport;

namespace UnitTests.Audit;

public sealed class AuditLogTests
{
    [Fact]
    public void Event_HasItsFieldsByName()
    {
        using var logs = new KeptLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));

        new AuditLog(factory).Done(AuditEvents.MemberAdded, new UserId("einstein"), IPAddress.Loopback, "marie", "a-space");

        var entry = Assert.Single(logs.Of(AuditLog.Category));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Equal(
            ("member-added", "ok", "einstein", "127.0.0.1", "a-space", "marie"),
            (entry.Field("Event"), entry.Field("Outcome"), entry.Field("User"), entry.Field("Address"), entry.Field("Space"), entry.Field("About")));
    }

    [Fact]
    public void Event_OfANameWithALineBreak_StaysOneLine()
    {
        using var logs = new KeptLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));

        new AuditLog(factory).Refused(AuditEvents.SignIn, "failed", new UserId("x\nsign-in ok: user admin"), null, new string('x', 5000));

        var entry = Assert.Single(logs.Of(AuditLog.Category));
        Assert.DoesNotContain('\n', entry.Message);
        Assert.InRange(entry.Message.Length, 1, 600);
    }
}
