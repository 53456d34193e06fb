namespace UploadProcessing.Messaging;

/// <summary>How publishing ended.</summary>
/// <param name="Outcome">Whether the server has the event.</param>
/// <param name="Detail">Why not, for the operator; null when it has.</param>
public sealed record PublishResult(PublishOutcome Outcome, string? Detail)
{
    internal static PublishResult Stored { get; } = new(PublishOutcome.Stored, null);

    internal static PublishResult Refused(string detail) => new(PublishOutcome.Refused, detail);

    internal static PublishResult Unavailable(string detail) => new(PublishOutcome.Unavailable, detail);
}
