using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Uploads;

/// <summary>The recorded sequences of the design, to compare uploads with.</summary>
internal sealed class References
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "sequences");

    /// <summary>By their names, in order.</summary>
    public IReadOnlyDictionary<string, Sequence> All { get; } = Read();

    /// <summary>The one that a sequence is nearest to.</summary>
    public string? NearestTo(Sequence sequence) => All.Count == 0 ? null : All.MinBy(reference => Comparison.Of(sequence, reference.Value) is { } comparison ? comparison.Differences.Missing.Count + comparison.Differences.Unexpected.Count : int.MaxValue).Key;

    private static SortedDictionary<string, Sequence> Read()
    {
        var references = new SortedDictionary<string, Sequence>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(s_folder) ? Directory.EnumerateFiles(s_folder, "*.mmd") : [])
        {
            references[Path.GetFileNameWithoutExtension(file)] = Mermaid.Read(File.ReadAllText(file));
        }

        return references;
    }
}
