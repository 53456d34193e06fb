namespace UploadProcessing.Sequences;

/// <summary>The arrows that only one of two sequences has.</summary>
/// <param name="Missing">Those of the expected sequence that the other one lacks, with their numbers there.</param>
/// <param name="Unexpected">Those that were not expected, with their own numbers.</param>
public sealed record SequenceDifferences(IReadOnlyList<Message> Missing, IReadOnlyList<Message> Unexpected)
{
    /// <summary>Unexpected ones that are missing elsewhere: they came in another order.</summary>
    public IReadOnlyList<Message> Reordered => [.. Unexpected.Where(message => Missing.Any(other => other.ToString() == message.ToString()))];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Missing.Count == 0 && Unexpected.Count == 0;
}
