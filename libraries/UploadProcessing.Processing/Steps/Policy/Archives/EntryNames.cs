namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Names in archives that would be written outside the folder that it is unpacked to.</summary>
internal static class EntryNames
{
    /// <summary>Whether a name does: absolute, with a drive, or with <c>..</c> for a part. A backslash separates parts, too: on Windows it does.</summary>
    public static bool LeadsOutside(string name) =>
        IsAbsolute(name) || name.Contains('\0', StringComparison.Ordinal) || PartsOf(name).Contains("..", StringComparer.Ordinal);

    /// <summary>Whether a link's target is outside: it may go up first as far as the link is deep, but not up after down, which may be through another link.</summary>
    public static bool LinkLeadsOutside(string name, string target)
    {
        if (IsAbsolute(target))
        {
            return true;
        }

        var parts = PartsOf(target).Where(part => part is not ("" or ".")).ToList();
        var leading = parts.TakeWhile(part => part is "..").Count();
        return parts.Skip(leading).Contains("..", StringComparer.Ordinal) || leading > PartsOf(name).Count(part => part is not ("" or ".")) - 1;
    }

    /// <summary>The parts of a path. Windows drops spaces at their end: <c>.. </c> is <c>..</c>.</summary>
    public static IEnumerable<string> PartsOf(string name) => name.Split('/', '\\').Select(part => part.TrimEnd(' ') is ".." ? ".." : part);

    private static bool IsAbsolute(string name) => name.Length > 0 && (name[0] is '/' or '\\' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0])));
}
