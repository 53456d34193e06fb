namespace UploadProcessing.Sequences;

/// <summary>What happened is not what was drawn.</summary>
/// <param name="file">The diagram.</param>
/// <param name="differences">What differs, a line each.</param>
/// <param name="actual">What happened, as a diagram.</param>
public sealed class SequenceMismatchException(string file, IReadOnlyList<string> differences, string actual)
    : Exception($"The sequence is not that of {file}:\n{string.Join('\n', differences)}\n\nWhat happened:\n{actual}")
{
    /// <summary>What differs, a line each.</summary>
    public IReadOnlyList<string> Differences => differences;
}
