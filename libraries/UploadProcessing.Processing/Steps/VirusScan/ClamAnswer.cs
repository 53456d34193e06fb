namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What clamd says about a stream. Only the one answer that says so is <see cref="Clean"/>; whatever is not understood is <see cref="Failed"/>.</summary>
internal abstract record ClamAnswer
{
    /// <summary>The limit of a stream's length, which clamd says in words of its own, after which it hangs up.</summary>
    public const string StreamLimit = "StreamMaxLength";

    private const string Stream = "stream: ", Ok = "stream: OK", FoundEnding = " FOUND";
    private const string SizeLimit = "INSTREAM size limit exceeded";
    private const int LongestName = 100;

    private ClamAnswer()
    {
    }

    /// <summary>Reads an answer, without the NUL or the line feed that ends it.</summary>
    public static ClamAnswer Parse(string text)
    {
        var answer = WithoutId(text);
        if (answer == Ok)
        {
            return new Clean();
        }

        if (answer.StartsWith(Stream, StringComparison.Ordinal) && answer.EndsWith(FoundEnding, StringComparison.Ordinal) && answer.Length > Stream.Length + FoundEnding.Length)
        {
            return OfSignature(NameOf(answer[Stream.Length..^FoundEnding.Length]));
        }

        return answer.StartsWith(SizeLimit, StringComparison.Ordinal) ? new BeyondLimits(StreamLimit) : new Failed(answer.Length == 0 ? "an empty answer" : Printable(answer));
    }

    // In a session (IDSESSION) each answer begins with its command's number: "2: stream: OK".
    private static string WithoutId(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && text.AsSpan(digits).StartsWith(": ") ? text[(digits + 2)..] : text;
    }

    /// <remarks>Two families of names are no viruses: they say that clamd gave up. They exist only with AlertExceedsMax and AlertEncrypted.</remarks>
    private static ClamAnswer OfSignature(string name) => name switch
    {
        _ when name.StartsWith("Heuristics.Limits.Exceeded", StringComparison.Ordinal) => new BeyondLimits(name),
        _ when name.StartsWith("Heuristics.Encrypted", StringComparison.Ordinal) => new Encrypted(name),
        _ => new Found(name),
    };

    // ExtendedDetectionInfo adds the digest and the size: "Eicar(44d88612fea8a8f36de82e1278abb02f:68)".
    private static string NameOf(string signature) => Printable(signature.Split('(')[0]);

    // Names come from signature files of anybody's, and are shown to whoever uploaded.
    private static string Printable(string text)
    {
        var shown = string.Concat(text.Take(LongestName).Select(letter => char.IsAsciiLetterOrDigit(letter) || " .:-_/+!".Contains(letter, StringComparison.Ordinal) ? letter : '?'));
        return string.IsNullOrWhiteSpace(shown) ? "?" : shown;
    }

    /// <summary>Nothing was found, clamd says; whether it has looked everywhere is another question (<see cref="Trials.ScannerTrust"/>).</summary>
    public sealed record Clean : ClamAnswer;

    /// <summary>A signature matches.</summary>
    public sealed record Found(string Signature) : ClamAnswer;

    /// <summary>Some of it is encrypted, and could not be looked at.</summary>
    public sealed record Encrypted(string Signature) : ClamAnswer;

    /// <summary>It is longer, larger inside or deeper than is looked at.</summary>
    public sealed record BeyondLimits(string Limit) : ClamAnswer;

    /// <summary>It was not scanned, and nothing is known about it.</summary>
    public sealed record Failed(string Problem) : ClamAnswer;
}
