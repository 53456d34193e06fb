namespace UploadProcessing.Storage.Spaces;

/// <summary>A space's members after what was asked, or why it was not done.</summary>
/// <param name="Members">One page of them, or the one that was changed; empty when refused.</param>
/// <param name="Refusal">Set when refused.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
public sealed record MembersResult(IReadOnlyList<Member> Members, Refusal? Refusal, string? Detail)
{
    /// <summary>Done.</summary>
    public static MembersResult Of(params IReadOnlyList<Member> members) => new(members, null, null);

    /// <summary>A refusal.</summary>
    public static MembersResult Refused(Refusal refusal, string? detail) => new([], refusal, detail);
}
