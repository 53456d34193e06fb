using System.IO.Enumeration;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Patterns of names.</summary>
internal static class NamePattern
{
    /// <summary>Whether a name has the form of a pattern: <c>*</c> is any characters, <c>?</c> is one, and upper case is lower case.</summary>
    /// <remarks>Windows drops dots and spaces at the end, and what follows a colon names a stream: <c>a.exe.</c> becomes <c>a.exe</c> there.</remarks>
    public static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name) || FileSystemName.MatchesSimpleExpression(pattern, OnWindows(name));

    /// <summary>The extension without its dot, in lower case; empty when there is none.</summary>
    public static string ExtensionOf(string name)
    {
        var shown = OnWindows(name);
        var dot = shown.LastIndexOf('.');
        return dot < 0 ? "" : shown[(dot + 1)..].ToLowerInvariant();
    }

    private static string OnWindows(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return (colon > 0 ? name[..colon] : name).TrimEnd(' ', '.');
    }
}
