using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Listing;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.ServiceDefaults.Proxies;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav;

/// <summary><c>GET /graph/v1.0/me/drives</c>: the spaces the user may see, as Libre Graph calls them.</summary>
internal static class ListDrives
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/graph/v1.0/me/drives", HandleAsync);
        routes.MapGet("/graph/v1beta1/me/drives", HandleAsync);
    }

    private static async Task<IResult> HandleAsync(HttpContext context, StorageProvider storage, ConfiguredUsers users)
    {
        var user = context.User.Id();
        var drives = new List<Drive>();
        var request = new ListStorageSpacesRequest();
        do
        {
            var answer = await storage.ListStorageSpacesAsync(request, user, context.RequestAborted);
            if (answer.Status?.Code is not Code.Ok)
            {
                return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
            }

            drives.AddRange(answer.StorageSpaces.Select(space => Describe(space, context.Request, users.Current)));
            request.PageToken = answer.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return TypedResults.Json(new { value = drives });
    }

    private static Drive Describe(StorageSpace space, HttpRequest request, UsersOptions users)
    {
        var id = space.Id.OpaqueId;
        var owner = space.Owner?.Id?.OpaqueId ?? "";
        var alias = space.SpaceType == "personal" ? owner : space.Name.ToLowerInvariant().Replace(' ', '-');
        return new Drive(
            id, space.Name, space.SpaceType, $"{space.SpaceType}/{alias}",
            new DriveOwner(new DriveUser(owner, DisplayName(space, owner, users))),
            Quota(SpaceQuota.From(space.Quota)),
            new DriveRoot(id, space.RootInfo?.Etag, $"{request.Scheme}://{request.Host}{request.PublicPath()}/dav/spaces/{id}"));
    }

    private static string DisplayName(StorageSpace space, string owner, UsersOptions users) =>
        space.Owner?.DisplayName is { Length: > 0 } told ? told
        : users.ByName.GetValueOrDefault(owner)?.DisplayName is { Length: > 0 } configured ? configured
        : owner;

    private static DriveQuota Quota(SpaceQuota quota) => new(quota.Total ?? 0, quota.Used, quota.Available, quota switch
    {
        { Total: null } => "normal",
        { Available: 0 } => "exceeded",
        { Total: { } total, Used: var used } when used >= total * 0.9 => "critical",
        { Total: { } total, Used: var used } when used >= total * 0.75 => "nearing",
        _ => "normal",
    });

    private sealed record Drive(
        string Id, string Name, string DriveType, string DriveAlias, DriveOwner Owner, DriveQuota Quota, DriveRoot Root);

    private sealed record DriveOwner(DriveUser User);

    private sealed record DriveUser(string Id, string DisplayName);

    /// <summary>Bytes. A total of 0 is no limit.</summary>
    private sealed record DriveQuota(ulong Total, ulong Used, ulong? Remaining, string State);

    private sealed record DriveRoot(string Id, string? ETag, string WebDavUrl);
}
