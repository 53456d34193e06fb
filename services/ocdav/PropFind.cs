using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Listing;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;

namespace UploadProcessing.Ocdav;

/// <summary><c>PROPFIND</c> of a file or folder, and of what is in it (RFC 4918, 9.1).</summary>
internal sealed class PropFind(StorageProvider storage, ILogger<PropFind> logger)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapSpace(
        ["PROPFIND"], (HttpContext context, PropFind propFind) => propFind.HandleAsync(context, context.RequestAborted));

    private async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // Without the header RFC 4918 means infinity, which is not served; clients that leave it out mean a listing.
        var depth = context.Request.Headers["Depth"] is [{ } value] ? value.Trim() : "1";
        if (depth.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return new FiniteDepthOnly();
        }

        if (depth is not ("0" or "1"))
        {
            return WebDavErrors.BadRequest("Depth is 0 or 1.");
        }

        if (await ReadBodyAsync(context.Request, cancellationToken) is not { } body)
        {
            return WebDavErrors.TooLarge($"The body is larger than {PropFindRequest.MaxBytes} bytes.");
        }

        if (PropFindRequest.Parse(body) is not { } request)
        {
            return WebDavErrors.BadRequest($"The body is not a DAV: propfind element with one of allprop, propname and prop, or names more than {PropFindRequest.MaxNames} properties.");
        }

        var path = context.SpacePath();
        var user = context.User.Id();
        var self = await storage.StatAsync(path.Reference, user, cancellationToken);
        if (self.Status?.Code is not Code.Ok)
        {
            return WebDavErrors.Problem(self.Status, WebDavErrors.StatusCode);
        }

        // The first page before the first byte of the answer: until then a failure still has a status to be told with.
        ListContainerResponse? page = null;
        if (depth == "1" && self.Info.Type == ResourceType.Container)
        {
            page = await storage.ListContainerAsync(path.Reference, "", user, cancellationToken);
            if (page.Status?.Code is not Code.Ok)
            {
                return WebDavErrors.Problem(page.Status, WebDavErrors.StatusCode);
            }
        }

        var quota = request.Names.Intersect(LiveProperties.Quota).Any()
            ? await QuotaAsync(self.Info, path.Space, user, cancellationToken)
            : null;
        using var writer = new MultiStatusWriter(context.Response, request);
        var isContainer = self.Info.Type == ResourceType.Container;
        await writer.WriteAsync(path.Href(isContainer), new PropertySource(self.Info, path.Space, quota), cancellationToken);
        if (page is not null && !await WriteChildrenAsync(writer, page, path, quota, user, cancellationToken))
        {
            // Only a broken connection can still tell the client that this is not the whole folder.
            context.Abort();
            return Results.Empty;
        }

        await writer.CompleteAsync(cancellationToken);
        return Results.Empty;
    }

    private async Task<bool> WriteChildrenAsync(
        MultiStatusWriter writer, ListContainerResponse page, SpacePath path, SpaceQuota? quota, UserId user, CancellationToken cancellationToken)
    {
        for (var count = 0; ;)
        {
            foreach (var child in page.Infos)
            {
                var href = path.Href(child.Type == ResourceType.Container, child.Name);
                await writer.WriteAsync(href, new PropertySource(child, path.Space, quota), cancellationToken);
            }

            count += page.Infos.Count;
            if (page.NextPageToken.Length == 0)
            {
                return true;
            }

            page = await storage.ListContainerAsync(path.Reference, page.NextPageToken, user, cancellationToken);
            if (page.Status?.Code is not Code.Ok)
            {
                logger.ListingBrokeOff(count, page.Status?.Message ?? "no status");
                return false;
            }
        }
    }

    private async Task<SpaceQuota?> QuotaAsync(ResourceInfo info, SpaceId space, UserId user, CancellationToken cancellationToken)
    {
        if (info.Space?.Quota is { } known)
        {
            return SpaceQuota.From(known);
        }

        var filter = new ListStorageSpacesRequest.Types.Filter
        {
            Type = ListStorageSpacesRequest.Types.Filter.Types.Type.Id,
            Id = new StorageSpaceId { OpaqueId = space.ToString() },
        };
        var answer = await storage.ListStorageSpacesAsync(new ListStorageSpacesRequest { Filters = { filter } }, user, cancellationToken);
        return answer.StorageSpaces.FirstOrDefault(s => s.Id?.OpaqueId == space.ToString()) is { } found
            ? SpaceQuota.From(found.Quota)
            : null;
    }

    // Null: too large.
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new byte[PropFindRequest.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length > PropFindRequest.MaxBytes ? default(ReadOnlyMemory<byte>?) : body.AsMemory(0, length);
    }
}
