namespace UploadProcessing.Tus;

/// <summary>The grammar of <c>Prefer</c> (RFC 7240, 2): a comma-separated list of names with values, each with parameters behind semicolons.</summary>
internal static class PreferenceList
{
    /// <summary>The preferences of one line, without their parameters.</summary>
    public static IEnumerable<(string Name, string? Value)> Split(string line)
    {
        foreach (var element in Parts(line, ','))
        {
            var preference = Parts(element, ';').FirstOrDefault("").Trim(' ', '\t');
            var equals = preference.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? preference : preference[..equals]).TrimEnd(' ', '\t');
            if (name.Length > 0)
            {
                yield return (name, equals < 0 ? null : Unquote(preference[(equals + 1)..].TrimStart(' ', '\t')));
            }
        }
    }

    private static IEnumerable<string> Parts(string text, char separator)
    {
        var start = 0;
        var isQuoted = false;
        for (var place = 0; place < text.Length; place++)
        {
            if (isQuoted && text[place] == '\\')
            {
                place++;
            }
            else if (text[place] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (text[place] == separator && !isQuoted)
            {
                yield return text[start..place];
                start = place + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unquote(string value) =>
        value is ['"', .. var inner, '"'] ? inner.Replace("\\", "", StringComparison.Ordinal) : value;
}
