namespace UploadProcessing.Storage.Spaces;

/// <summary>A space as it is after what was asked, or why it was not done.</summary>
/// <param name="Space">Set when all went well.</param>
/// <param name="Refusal">Set when not.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
public sealed record SpaceResult(Space? Space, Refusal? Refusal, string? Detail)
{
    /// <summary>A refusal.</summary>
    public static SpaceResult Refused(Refusal refusal, string detail) => new(null, refusal, detail);
}
