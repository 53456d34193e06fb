namespace UploadProcessing.Ocdav.Paths;

/// <summary>An address below which the files of one space are served.</summary>
/// <param name="Prefix">The route up to the space's root.</param>
internal sealed record SpaceRoot(string Prefix)
{
    private const string SpaceSegment = "{spaceid}";
    private const string UserSegment = "{user}";

    /// <summary>The first is ours and that of clients that know spaces; the others are those of clients that know only their user's files.</summary>
    public static IReadOnlyList<SpaceRoot> All { get; } =
    [
        new("/dav/spaces/" + SpaceSegment), new("/remote.php/dav/spaces/" + SpaceSegment),
        new("/dav/files/" + UserSegment), new("/remote.php/dav/files/" + UserSegment),
        new("/webdav"), new("/remote.php/webdav"),
    ];

    /// <summary>How many segments of a path belong to the root.</summary>
    public int Segments { get; } = Prefix.Split('/').Length - 1;

    /// <summary>Whether the last of them is the space's id; otherwise it is the personal space of who has signed in.</summary>
    public bool NamesSpace { get; } = Prefix.EndsWith(SpaceSegment, StringComparison.Ordinal);

    /// <summary>Whether the last of them is the user's name.</summary>
    public bool NamesUser { get; } = Prefix.EndsWith(UserSegment, StringComparison.Ordinal);

    /// <summary>The route of the root and of everything below it.</summary>
    public string Template => Prefix + "/{**path}";
}
