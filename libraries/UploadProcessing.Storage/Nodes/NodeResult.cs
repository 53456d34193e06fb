using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Nodes;

/// <summary>A node that was found or made, with what its reader may do there; or why not.</summary>
/// <param name="Node">Set when all went well.</param>
/// <param name="Space">The node's space.</param>
/// <param name="Role">The user's role in it.</param>
/// <param name="Refusal">Set when not.</param>
/// <param name="Detail">What the client can do about the refusal.</param>
public sealed record NodeResult(Node? Node, Space? Space, SpaceRole Role, Refusal? Refusal, string? Detail)
{
    /// <summary>Set when it was refused because it is being processed, and may be seen by name.</summary>
    public Node? Processing { get; init; }

    /// <summary>A refusal.</summary>
    public static NodeResult Refused(Refusal refusal, string detail) => new(null, null, default, refusal, detail);
}
