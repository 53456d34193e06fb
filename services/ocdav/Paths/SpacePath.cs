using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Paths;

/// <summary>What a request below a <see cref="SpaceRoot"/> names: a space and the way from its root, decoded and checked.</summary>
internal sealed class SpacePath
{
    /// <param name="rootHref">As the client wrote it, up to and with the space's root: hrefs of answers must begin with the request's path.</param>
    /// <param name="space">The space that this root stands for.</param>
    /// <param name="names">From there down.</param>
    /// <param name="hasTrailingSlash">Whether a slash follows.</param>
    public SpacePath(string rootHref, SpaceId space, string[] names, bool hasTrailingSlash)
    {
        RootHref = rootHref;
        Space = space;
        Names = names;
        HasTrailingSlash = hasTrailingSlash;
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

    private string RootHref { get; }

    /// <summary>Decodes what follows a space's root, segment by segment.</summary>
    public static PathError? ReadNames(ReadOnlySpan<string> segments, out string[] names, out bool hasTrailingSlash)
    {
        hasTrailingSlash = segments is [.., ""];
        names = new string[hasTrailingSlash ? segments.Length - 1 : segments.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (PathSegment.Decode(segments[i], out names[i]) is { } error)
            {
                return error;
            }
        }

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
