namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>What one upload may unpack to, with all archives in it: refused once, refused for good.</summary>
/// <param name="archive">Bytes of the upload.</param>
/// <param name="options">The operator's limits.</param>
internal sealed class ArchiveBudget(long archive, PolicyOptions options)
{
    // A small file of zeros compresses a thousand times, and is no danger.
    private const long UnpackedByAnything = 16 * 1024 * 1024;

    private readonly LinkNames _links = new();
    private long _entries;
    private long _unpacked;

    /// <summary>Why it is, once it is.</summary>
    public Refused? Refused { get; private set; }

    /// <summary>Whether there is something in it that nobody has looked at.</summary>
    public bool HasUnseen { get; private set; }

    /// <summary>So many files are in it, too.</summary>
    public void AddEntries(long count)
    {
        _entries += count;
        if (count < 0 || _entries > options.MaximumEntries)
        {
            Refused ??= new Refused($"There are more than {options.MaximumEntries} files in the archive.");
        }
    }

    /// <summary>So many bytes are in it, too.</summary>
    public void AddUnpacked(long count)
    {
        // Both are below a quarter of what fits.
        _unpacked = Math.Min(_unpacked + count, long.MaxValue / 2);
        if (_unpacked > options.MaximumUnpackedSize)
        {
            Refused ??= new Refused($"The archive unpacks to more than {options.MaximumUnpackedSize} bytes.");
        }
        else if (_unpacked > UnpackedByAnything && _unpacked / options.MaximumRatio > archive)
        {
            Refused ??= new Refused($"The archive unpacks to more than {options.MaximumRatio} times its size.");
        }
    }

    /// <summary>A file has this name.</summary>
    public void AddName(string name)
    {
        // What is unpacked below a link is written to where it leads, and there ".." means something else than here.
        if (EntryNames.LeadsOutside(name) || _links.IsBelowOne(name))
        {
            Refused ??= new Refused("A file in the archive would be unpacked outside of its folder.");
        }
    }

    /// <summary>It is a link.</summary>
    /// <param name="name">Of the link.</param>
    /// <param name="target">Where it leads.</param>
    public void AddLink(string name, string target)
    {
        if (options.RefuseLinks)
        {
            Refused ??= new Refused("There is a link in the archive, and such archives are not taken here.");
        }
        else if (EntryNames.LinkLeadsOutside(name, target))
        {
            Refused ??= new Refused("A link in the archive leads out of it.");
        }
        else if (!_links.TryAdd(name))
        {
            Refused ??= new Refused("There are more links in the archive than are taken here.");
        }
    }

    /// <summary>It is another name of a file in the archive.</summary>
    public void AddHardLink(string target)
    {
        if (options.RefuseLinks)
        {
            AddLink("", target);
        }

        AddName(target);
    }

    /// <summary>Some of it cannot be looked at.</summary>
    public void AddEncrypted()
    {
        HasUnseen = true;
        if (options.RefuseEncrypted)
        {
            Refused ??= new Refused("There are encrypted files in the archive, and such archives are not taken here.");
        }
    }

    /// <summary>There is an archive so deep in others.</summary>
    public void AddNesting(int depth)
    {
        if (depth > options.MaximumNesting)
        {
            Refused ??= new Refused($"Archives are more than {options.MaximumNesting} deep in each other.");
        }
    }

    /// <summary>It cannot be read, at least not here.</summary>
    public void AddMalformed()
    {
        HasUnseen = true;
        if (options.RefuseMalformed)
        {
            Refused ??= new Refused("The archive is damaged, or cannot be read here.");
        }
    }

    /// <summary>Something cannot be looked at, and is nothing that the operator has said anything about.</summary>
    public void AddUnseen() => HasUnseen = true;

    /// <summary>Something that no honest archive has.</summary>
    public void AddTrick(string reason) => Refused ??= new Refused(reason);
}
