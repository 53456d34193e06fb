namespace UploadProcessing.LoadTests.Comparison;

/// <summary>What is compared, how much of it, and where.</summary>
internal sealed record ComparisonSettings
{
    /// <summary>The checkout, with everything built.</summary>
    public required string Repository { get; init; }

    /// <summary>A folder on the file system that is measured; what is made in it is removed.</summary>
    public required string Data { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Bytes of the one large file.</summary>
    public required long LargeSize { get; init; }

    /// <summary>Small files of a round.</summary>
    public required int SmallCount { get; init; }

    /// <summary>Uploads that are held open.</summary>
    public required int HeldCount { get; init; }

    /// <summary>Stages to run: <c>small</c>, <c>large</c>, <c>held</c>.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    public string AppHost => Built("UploadProcessing.AppHost", "UploadProcessing.AppHost");

    public string Splice => Built("splice", "splice-sink");

    public string TusNode => Path.Combine(Repository, "artifacts/peers/tus-node");

    private string Built(string project, string program) => Path.Combine(Repository, "artifacts/bin", project, "release", program);
}
