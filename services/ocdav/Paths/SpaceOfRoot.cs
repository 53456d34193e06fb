using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;
using Filter = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>Which space a request's root stands for.</summary>
internal sealed class SpaceOfRoot(StorageProvider storage)
{
    private const string Personal = "personal";

    /// <summary>The space, or why there is none.</summary>
    /// <param name="root">The root.</param>
    /// <param name="lastSegment">The last segment that belongs to it, as it was sent.</param>
    /// <param name="context">Who asks.</param>
    public async ValueTask<(SpaceId Space, IResult? Refusal)> FindAsync(SpaceRoot root, string lastSegment, HttpContext context)
    {
        var last = PathSegment.Decode(lastSegment, out var text) is null ? text : "";
        if (root.NamesSpace)
        {
            return SpaceId.TryParse(last, null, out var space) ? (space, null) : Unknown;
        }

        // Whether there is such a user is nobody's business.
        return root.NamesUser && last != context.User.Id().Value ? Unknown : await PersonalOfAsync(context.User.Id(), context.RequestAborted);
    }

    private static (SpaceId, IResult?) Unknown => (default, WebDavErrors.Problem(PathError.UnknownSpace));

    // Asked for each time: an operator may remove a personal space, and its user's next sign-in makes another.
    private async ValueTask<(SpaceId Space, IResult? Refusal)> PersonalOfAsync(UserId user, CancellationToken cancellationToken)
    {
        var request = new ListStorageSpacesRequest
        {
            Filters =
            {
                new Filter { Type = Filter.Types.Type.Owner, Owner = new() { OpaqueId = user.Value } },
                new Filter { Type = Filter.Types.Type.SpaceType, SpaceType = Personal },
            },
        };
        var answer = await storage.ListStorageSpacesAsync(request, user, cancellationToken);
        return answer.Status?.Code is not Code.Ok ? (default, WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode))
            : answer.StorageSpaces is [{ } found, ..] && SpaceId.TryParse(found.Id?.OpaqueId, null, out var space) ? (space, null)
            : Unknown;
    }
}
