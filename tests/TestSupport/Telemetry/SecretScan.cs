using System.Text;
using System.Text.RegularExpressions;

namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>Looks for secrets in everything a collector got; what it finds is a leak.</summary>
public static partial class SecretScan
{
    /// <summary>The places where one of <paramref name="secrets"/>, or anything in the shape of a JSON Web Token, was exported; empty is good.</summary>
    public static IReadOnlyList<string> Find(OtlpCollector collector, params IReadOnlyCollection<string> secrets)
    {
        var places = collector.Texts.Where(text => IsLeak(text.Text, secrets)).Select(text => text.Place).Distinct().ToList();

        // Fields the decoder does not know (exemplars, schema) are in the bodies too: strings of protobuf are plain UTF-8.
        // Named places explain a leak better, so the bodies only speak when nothing else did.
        return places.Count > 0
            ? places
            : [.. collector.Bodies.Where(body => IsLeak(Encoding.UTF8.GetString(body.Content.Span), secrets)).Select(body => $"a body sent to {body.Path}")];
    }

    private static bool IsLeak(string text, IReadOnlyCollection<string> secrets) =>
        Token().IsMatch(text) || secrets.Any(secret => secret.Length > 0 && text.Contains(secret, StringComparison.Ordinal));

    // The signature of an unsecured token is empty.
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.")]
    private static partial Regex Token();
}
