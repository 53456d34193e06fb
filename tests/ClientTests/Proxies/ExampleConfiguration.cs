namespace ClientTests.Proxies;

/// <summary>A configuration that docs/reverse-proxies recommends, with a test's own ports and files in place of the example's.</summary>
internal static class ExampleConfiguration
{
    public static string Read(string name, params (string Example, string Own)[] changes)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "reverse-proxies", name));
        foreach (var (example, own) in changes)
        {
            // Otherwise the test would be of another configuration than it says.
            Assert.True(text.Contains(example, StringComparison.Ordinal), $"docs/reverse-proxies/{name} has no '{example}' any more.");
            text = text.Replace(example, own, StringComparison.Ordinal);
        }

        return text;
    }
}
