namespace ClientTests.Prometheus;

/// <summary>The alert rules that operators are given, read by Prometheus's own tool.</summary>
public sealed class AlertRulesTests
{
    private static readonly string s_folder = Path.Combine(Checkout.Root, "docs", "operations");

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_AreUnderstood()
    {
        var run = await ClientProgram.RunAsync("promtool", s_folder, ["check", "rules", "alerts.yml"], Limit, Stop);

        Assert.Contains("rules found", run.EndedWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_AlertWhenTheyShould()
    {
        var run = await ClientProgram.RunAsync("promtool", s_folder, ["test", "rules", "alerts.test.yml"], Limit, Stop);

        Assert.Contains("SUCCESS", run.EndedWith(0).Output, StringComparison.Ordinal);
    }
}
