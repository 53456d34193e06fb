using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Nodes;

/// <summary>The folder that something new is to be put into.</summary>
internal static class NodeParent
{
    /// <summary>The folder above the last name of <paramref name="child"/>, if <paramref name="user"/> may write there.</summary>
    public static async ValueTask<(Node? Folder, Space? Space, NodeResult? Refused)> FindAsync(
        IMetadataTransaction transaction, NodeReference child, UserId user)
    {
        var found = await NodeBrowser.FindAsync(transaction, child with { Path = [.. child.Path.SkipLast(1)] }, user);
        return found switch
        {
            // Where the space is visible, a missing folder on the way is the client's to create.
            { Refusal: Refusal.NotFound } when await transaction.Spaces.RoleOfAsync(child.Space, user) is not null =>
                Refuse(Refusal.ParentMissing, "The folder does not exist. Create it first."),
            { Refusal: Refusal.Processing } => Refuse(Refusal.ParentMissing, "The parent is a file, not a folder."),
            { Node: null } => (null, null, found),
            { Role: < SpaceRole.Editor } => Refuse(Refusal.Denied, "You may read this space, but not write to it."),
            { Node.Kind: not NodeKind.Folder } => Refuse(Refusal.ParentMissing, "The parent is a file, not a folder."),
            _ => (found.Node, found.Space, null),
        };
    }

    private static (Node?, Space?, NodeResult?) Refuse(Refusal refusal, string detail) => (null, null, NodeResult.Refused(refusal, detail));
}
