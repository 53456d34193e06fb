using UploadProcessing.Sequences;
using UploadProcessing.TestSupport.Telemetry;

namespace EndToEndTests.Uploads;

/// <summary>The diagrams in docs/sequences. Those at its top are recorded from spans when RECORD_SEQUENCES is set; the seed's never.</summary>
internal static class Recordings
{
    private static readonly string Root = Find(AppContext.BaseDirectory);

    /// <param name="diagram">The diagram's file.</param>
    /// <param name="branch">Which branch of it, where it has several.</param>
    /// <param name="recorded">What happened.</param>
    public static void AssertEqual(string diagram, string? branch, Sequence recorded)
    {
        var differences = recorded.DifferencesFrom(Mermaid.Read(File.ReadAllText(Path.Combine(Root, diagram)), branch));
        Assert.True(differences.Count == 0, $"The trace is not {diagram}:\n{string.Join('\n', differences)}");
    }

    public static void Keep(string path, Sequence recorded)
    {
        if (Environment.GetEnvironmentVariable("RECORD_SEQUENCES") is "1")
        {
            File.WriteAllText(Path.Combine(Root, path), Mermaid.Write(recorded));
        }
    }

    /// <summary>Records and compares one branch of the third diagram, once its trace is whole.</summary>
    public static async Task OfProcessingAsync(OtlpCollector collector, string branch, CancellationToken cancellationToken)
    {
        var spans = await collector.WaitForTraceAsync(trace => IsWholeProcessing(Sequence.From(trace)), TimeSpan.FromMinutes(1), cancellationToken);
        var recorded = Sequence.From(spans);
        Keep($"docs/sequences/3-{branch}.mmd", recorded);
        AssertEqual("docs/sequences/seed/3-processing.mmd", branch, recorded);
        AssertEqual($"docs/sequences/3-{branch}.mmd", null, recorded);
    }

    /// <summary>Records the upload whose client did not wait, up to its look at the progress, and compares it with what was recorded before: the
    /// design describes it in words.</summary>
    public static async Task OfRespondAsyncAsync(OtlpCollector collector, CancellationToken cancellationToken)
    {
        var spans = await collector.WaitForTraceAsync(
            trace => IsWholeProcessing(Sequence.From(trace)) && Sequence.From(trace).Messages.Any(message => message.FirstLine.StartsWith("GET", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(1), cancellationToken);
        var recorded = Sequence.From(spans);
        Keep("docs/sequences/3-respond-async.mmd", recorded);
        AssertEqual("docs/sequences/3-respond-async.mmd", null, recorded);
    }

    // The PATCH carries on the creation's context, so on its own it looks like a trace that somebody else began: both must be there.
    private static bool IsWholeProcessing(Sequence sequence) =>
        sequence.IsComplete && sequence.Messages[0].FirstLine.StartsWith("POST", StringComparison.Ordinal) && sequence.Messages[^1].To == "Client"
        && sequence.Messages.Any(message => message.FirstLine.StartsWith("PATCH", StringComparison.Ordinal))
        && sequence.Messages.Count(message => message.Kind is MessageKind.Asynchronous) >= 4;

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "UploadProcessing.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
