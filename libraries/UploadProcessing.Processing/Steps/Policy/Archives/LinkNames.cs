namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>The links in an archive so far, by names that differ only in what file systems make no difference of.</summary>
internal sealed class LinkNames
{
    private const int Most = 10_000, Longest = 4096;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes one.</summary>
    /// <returns>Not when there are too many, or it is too long to be one: they are kept in memory.</returns>
    public bool TryAdd(string name)
    {
        if (_names.Count == Most || name.Length > Longest)
        {
            return false;
        }

        _names.Add(Plain(name));
        return true;
    }

    /// <summary>Whether a folder that a name names is one of them.</summary>
    public bool IsBelowOne(string name)
    {
        if (_names.Count == 0)
        {
            return false;
        }

        var plain = Plain(name);
        for (var slash = plain.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = plain.IndexOf('/', slash + 1))
        {
            if (_names.Contains(plain[..slash]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string name) => string.Join('/', EntryNames.PartsOf(name).Where(part => part is not ("" or ".")));
}
