namespace ClientTests.Curl;

internal static class Curl
{
    /// <summary>HTTP said 400 or more and <c>--fail-with-body</c> was given.</summary>
    public const int RefusedByHttp = 22;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // First -q: a developer's own .curlrc is not part of the test. Braces and brackets in a name are no patterns.
    private static readonly string[] Common = ["-q", "--silent", "--show-error", "--globoff"];

    public static IEnumerable<string> As(string user, params string[] arguments) => [.. Common, "--user", user, .. arguments];

    /// <summary>Runs curl as einstein in the workplace's local folder.</summary>
    public static Task<ClientRun> CurlAsync(this Workplace place, params string[] arguments) =>
        ClientProgram.RunAsync("curl", place.Local, As("einstein:relativity", arguments), Limit, TestContext.Current.CancellationToken);

    public static Task<ClientRun> CurlFromPipeAsync(this Workplace place, Stream input, params string[] arguments) =>
        ClientProgram.RunAsync("curl", place.Local, As("einstein:relativity", arguments), Limit, TestContext.Current.CancellationToken, input);
}
