using UploadProcessing.Sequences;

namespace EndToEndTests.Uploads;

/// <summary>The diagrams in docs/sequences. Those at its top are recorded from spans when RECORD_SEQUENCES is set; the seed's never.</summary>
internal static class Recordings
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    public static Sequence Read(string path) => Mermaid.Read(File.ReadAllText(Path.Combine(Root, path)));

    public static void Keep(string path, Sequence recorded)
    {
        if (Environment.GetEnvironmentVariable("RECORD_SEQUENCES") is "1")
        {
            File.WriteAllText(Path.Combine(Root, path), Mermaid.Write(recorded));
        }
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "UploadProcessing.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
