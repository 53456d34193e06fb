using System.Diagnostics.CodeAnalysis;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>What a request below <c>/dav/spaces/{spaceid}</c> names: a space and the way from its root, decoded and checked.</summary>
internal sealed class SpacePath
{
    private const int RootSegments = 2;

    private SpacePath(string rootHref, SpaceId space, string[] names, bool trailingSlash)
    {
        RootHref = rootHref;
        Space = space;
        Names = names;
        HasTrailingSlash = trailingSlash;
    }

    public SpaceId Space { get; }

    /// <summary>From the space's root down; empty for the root itself.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The client means a folder (RFC 4918, 5.2).</summary>
    public bool HasTrailingSlash { get; }

    public bool IsRoot => Names.Count == 0;

    /// <summary>Without a leading slash; what spans call <c>file.path</c>.</summary>
    public string Relative => string.Join('/', Names);

    /// <summary>The node in the terms of CS3: relative to the space's root.</summary>
    public Reference Reference => ReferenceOf(Names);

    /// <summary>Another node of the same space.</summary>
    public Reference ReferenceOf(IReadOnlyCollection<string> names) => new()
    {
        ResourceId = new ResourceId { SpaceId = Space.ToString(), OpaqueId = Space.ToString() },
        Path = names.Count == 0 ? "." : $"./{string.Join('/', names)}",
    };

    /// <summary>As the client wrote it, up to and with the space's id: hrefs of answers must begin with the request's path.</summary>
    private string RootHref { get; }

    /// <summary>Reads the raw path of a request that has been routed to <c>/dav/spaces/{spaceid}/{**path}</c>.</summary>
    public static PathError? Parse(string rawPath, [NotNull] out SpacePath? path)
    {
        path = null!;
        var segments = rawPath.TrimStart('/').Split('/');
        if (segments.Length <= RootSegments || PathSegment.Decode(segments[RootSegments], out var spaceText) is not null
            || spaceText.Length != Guid.Empty.ToString("D").Length || !SpaceId.TryParse(spaceText, null, out var space))
        {
            return PathError.UnknownSpace;
        }

        var trailingSlash = segments.Length > RootSegments + 1 && segments[^1].Length == 0;
        var encoded = segments.AsSpan((RootSegments + 1)..(trailingSlash ? ^1 : ^0));
        var names = new string[encoded.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (PathSegment.Decode(encoded[i], out names[i]) is { } error)
            {
                return error;
            }
        }

        path = new SpacePath('/' + string.Join('/', segments[..(RootSegments + 1)]), space, names, trailingSlash);
        return null;
    }

    /// <summary>The address of the node itself, or of its child <paramref name="child"/>; of a folder with a slash at its end.</summary>
    public string Href(bool isContainer, string? child = null)
    {
        var names = child is null ? Names : Names.Append(child);
        var href = string.Join('/', names.Select(PathSegment.Encode).Prepend(RootHref));
        return isContainer ? href + '/' : href;
    }
}
