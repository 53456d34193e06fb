using System.Runtime.CompilerServices;

namespace UnitTests.Sequences;

/// <summary>The diagrams as the project keeps them.</summary>
internal static class SeedDiagrams
{
    public static string Put => Text("1-put");

    public static string Tus => Text("2-tus");

    public static string Processing => Text("3-processing");

    private static string Text(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/sequences/seed", $"{name}.mmd"));
}
