using System.IO.Enumeration;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What a file may be called.</summary>
internal static class NameRules
{
    /// <returns>Why the name is refused, in words for whoever uploaded; null when it is not.</returns>
    public static string? Problem(string name, PolicyOptions options)
    {
        if (options.RefusedNames.FirstOrDefault(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true)) is { } refused)
        {
            return $"Files called {refused} are not taken here.";
        }

        return options.AllowedExtensions.Count == 0 || options.AllowedExtensions.Contains(ExtensionOf(name), StringComparer.OrdinalIgnoreCase)
            ? null
            : $"Only files of these kinds are taken here: {string.Join(", ", options.AllowedExtensions)}.";
    }

    /// <summary>Without its dot.</summary>
    public static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.');
}
