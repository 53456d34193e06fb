using System.Text.RegularExpressions;

namespace ClientTests.Litmus;

/// <summary>What a suite of litmus printed, test by test, as <c>6. propset</c> (a suite runs some names several times).</summary>
internal sealed partial record LitmusReport(
    IReadOnlyList<string> Passed, IReadOnlyList<string> Failed, IReadOnlyList<string> Skipped, IReadOnlyList<string> Warnings)
{
    public static LitmusReport Parse(string output)
    {
        var tests = Test().Matches(output);
        return new LitmusReport(
            Named("pass"),
            Named("FAIL"),
            Named("SKIPPED"),
            [.. tests.SelectMany(test => test.Groups["warning"].Captures.Select(warning => $"{test.Groups["name"].Value}: {warning.Value}"))]);

        IReadOnlyList<string> Named(string outcome) =>
            [.. tests.Where(test => test.Groups["outcome"].Value == outcome).Select(test => test.Groups["name"].Value)];
    }

    // "2. options......... WARNING: text", then dots alone and the outcome.
    [GeneratedRegex(@"(?<name>\d+\. \w+)\.+ (?:WARNING: (?<warning>[^\r\n]*)\s+\.+ )*(?<outcome>pass|FAIL|SKIPPED)")]
    private static partial Regex Test();
}
