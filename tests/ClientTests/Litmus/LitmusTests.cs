namespace ClientTests.Litmus;

/// <summary>litmus against a folder of a space. What is not served yet fails by name, so that a regression and an improvement both show.</summary>
public sealed class LitmusTests(Topology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Basic_WholeSuite_Passes()
    {
        var report = await RunAsync("basic");

        Assert.Empty(report.Failed);
        Assert.Empty(report.Skipped);
        // LOCK and UNLOCK are not served, so class 2 is not claimed (RFC 4918, 18.2).
        Assert.Equal(["2. options: server does not claim Class 2 compliance"], report.Warnings);
        Assert.Contains("3. put_get", report.Passed);
    }

    [Fact]
    public async Task Http_WholeSuite_Passes()
    {
        var report = await RunAsync("http");

        Assert.Empty(report.Failed);
        Assert.Empty(report.Skipped);
        Assert.Empty(report.Warnings);
        Assert.Contains("2. expect100", report.Passed);
    }

    [Fact]
    public async Task Props_WithoutProppatch_FailsWhereAPropertyIsSet()
    {
        var report = await RunAsync("props");

        Assert.Equal(
        [
            "6. propset",       // PROPPATCH is not served: 405
            "26. propmanyns",   // the same
            "27. propget",      // asks for what propmanyns has not set
        ], report.Failed);
        // All that comes after propset and needs its properties; propmove also wants MOVE.
        Assert.Equal(
        [
            "7. propget", "9. propmove", "10. propget", "11. propdeletes", "12. propget", "13. propreplace", "14. propget", "15. propnullns",
            "16. propget", "17. prophighunicode", "18. propget", "19. propremoveset", "20. propget", "21. propsetremove", "22. propget",
            "23. propvalnspace",
        ], report.Skipped);
        Assert.Empty(report.Warnings);
    }

    private async Task<LitmusReport> RunAsync(string suite)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var run = await ClientProgram.RunAsync(
            "litmus",
            place.Local,
            ["--keep-going", place.FolderUrl + "/", "einstein", "relativity"],
            Limit,
            Stop,
            environment: new Dictionary<string, string> { ["TESTS"] = suite });

        var report = LitmusReport.Parse(run.EndedWith(0).Output);
        // litmus counts too: nothing it printed was overlooked.
        Assert.Contains(
            $"of {report.Passed.Count + report.Failed.Count} tests run: {report.Passed.Count} passed, {report.Failed.Count} failed.",
            run.Output,
            StringComparison.Ordinal);
        return report;
    }
}
