namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What clamd says about a stream.</summary>
internal abstract record ScanVerdict
{
    private const string FoundEnd = " FOUND", OkEnd = " OK", TooLong = "INSTREAM size limit exceeded";

    private ScanVerdict()
    {
    }

    /// <summary>Reads an answer to INSTREAM: <c>stream: OK</c>, <c>stream: {signature} FOUND</c>, <c>… ERROR</c>.</summary>
    public static ScanVerdict Parse(string answer)
    {
        var text = answer.Trim('\0', '\n', '\r', ' ');
        if (text.EndsWith(FoundEnd, StringComparison.Ordinal))
        {
            var signature = text[(text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..^FoundEnd.Length];
            return ReasonOf(signature) is { } why ? new NotScanned(why) : new Found(signature);
        }

        return text.EndsWith(OkEnd, StringComparison.Ordinal) ? new Clean()
            : text.StartsWith(TooLong, StringComparison.Ordinal) ? new NotScanned("it is larger than the scanner takes")
            : new Failed(text.Length == 0 ? "The scanner ended the connection." : text);
    }

    // What a scanner "finds" when it gives up (AlertExceedsMax, AlertEncrypted): nobody has looked inside.
    private static string? ReasonOf(string signature) =>
        signature.StartsWith("Heuristics.Limits.Exceeded", StringComparison.Ordinal) ? "it holds more than the scanner unpacks"
        : signature.StartsWith("Heuristics.Encrypted", StringComparison.Ordinal) ? "it is encrypted"
        : null;

    /// <summary>Nothing was found.</summary>
    public sealed record Clean : ScanVerdict;

    /// <summary>Something was.</summary>
    public sealed record Found(string Signature) : ScanVerdict;

    /// <summary>Nobody has looked, or not at all of it.</summary>
    public sealed record NotScanned(string Why) : ScanVerdict;

    /// <summary>The scanner works not as it should, or not at all.</summary>
    public sealed record Failed(string Problem) : ScanVerdict;
}
