using System.Net;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;

namespace UploadProcessing.ServiceDefaults.Audit;

/// <summary>The log of security-relevant events, in the category <c>Audit</c>: what happened, to whom, from where, how it ended. docs/security.md
/// lists the events. No secret is ever handed in: there is no parameter for one.</summary>
public sealed class AuditLog(ILoggerFactory loggers)
{
    /// <summary>The category; on from Information up, whatever the default level is.</summary>
    public const string Category = "Audit";

    private const int LongestText = 255;
    private const string Nothing = "-";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    /// <summary>Somebody was let in, or did what they may.</summary>
    /// <param name="name">The event, as docs/security.md lists it: <c>sign-in</c>.</param>
    /// <param name="user">Who; null: nobody in particular.</param>
    /// <param name="address">From where.</param>
    /// <param name="about">What it was done to or with: a member, the id of an app password, a way to sign in.</param>
    /// <param name="space">The space it was done to.</param>
    public void Done(string name, UserId? user, IPAddress? address, string? about = null, string? space = null) =>
        _logger.Done(name, "ok", Text(user?.Value), Text(address?.ToString()), Text(space), Text(about));

    /// <summary>Somebody was kept out.</summary>
    /// <inheritdoc cref="Done"/>
    public void Refused(string name, string outcome, UserId? user, IPAddress? address, string? about = null, string? space = null) =>
        _logger.Refused(name, outcome, Text(user?.Value), Text(address?.ToString()), Text(space), Text(about));

    // Names and labels are other people's: a line break in one would begin an event of its own making.
    private static string Text(string? text) => text is null or "" ? Nothing
        : new string([.. text.Take(LongestText).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
