namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What is decided by the size, the name and the first bytes.</summary>
internal static class NameRules
{
    /// <summary>Before any byte is read.</summary>
    public static Refused? OfName(string name, long size, PolicyOptions options)
    {
        var extension = NamePattern.ExtensionOf(name);
        if (size > options.MaximumSize)
        {
            return new Refused($"The file is larger than the {options.MaximumSize} bytes that are taken here.");
        }

        if (options.RefusedNames.Any(pattern => NamePattern.Matches(pattern, name)))
        {
            return new Refused("Files with such a name are not taken here.");
        }

        if (Has(options.RefusedExtensions, extension))
        {
            return new Refused($"Files of the type .{extension} are not taken here.");
        }

        return options.AllowedExtensions.Count > 0 && !Has(options.AllowedExtensions, extension)
            ? new Refused(extension.Length > 0 ? $"Files of the type .{extension} are not taken here." : "Files without an extension are not taken here.")
            : null;
    }

    /// <summary>By what it is; what is not known passes.</summary>
    public static Refused? OfContent(string name, ContentKind? kind, PolicyOptions options)
    {
        if (kind is null)
        {
            return null;
        }

        if (kind.IsProgram && options.RefusePrograms)
        {
            return new Refused($"It is {kind.Name}, and programs are not taken here.");
        }

        var extension = NamePattern.ExtensionOf(name);
        var isDisguised = options.RefusedDisguises switch
        {
            Disguise.None => false,
            Disguise.Programs => kind.IsProgram,
            _ => true,
        } && ContentKinds.Knows(extension) && !kind.IsCalled(extension);
        return isDisguised ? new Refused($"It is {kind.Name}, and is called .{extension}.") : null;
    }

    // People write ".exe" as well as "exe".
    private static bool Has(IList<string> extensions, string extension) =>
        extension.Length > 0 && extensions.Any(listed => listed.AsSpan().TrimStart('.').Equals(extension, StringComparison.OrdinalIgnoreCase));
}
