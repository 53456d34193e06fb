namespace ClientTests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>What <c>./test --clients</c> installed by that name below artifacts/clients.</summary>
    public static string NodeModules(string name)
    {
        var folder = Path.Combine(Root, "artifacts", "clients", name, "node_modules");
        Assert.True(Directory.Exists(folder), $"{folder} is missing. ./test --clients installs it.");
        return folder;
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "UploadProcessing.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
