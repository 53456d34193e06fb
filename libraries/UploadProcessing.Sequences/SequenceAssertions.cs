namespace UploadProcessing.Sequences;

/// <summary>What tests say of sequences, whichever library they are written with.</summary>
public static class SequenceAssertions
{
    /// <summary>Fails unless a sequence is that of a diagram: same participants in the same order, same arrows, and nothing known to be missing.</summary>
    /// <param name="sequence">What happened.</param>
    /// <param name="file">A Mermaid sequence diagram; see <see cref="Mermaid.Read"/>.</param>
    /// <param name="branch">Which branch of an <c>alt</c> to follow.</param>
    /// <exception cref="SequenceMismatchException">It differs; the message names each difference and ends with the diagram that would have matched.</exception>
    public static void ShouldMatch(this Sequence sequence, string file, string? branch = null)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        var differences = sequence.DifferencesFrom(Mermaid.Read(File.ReadAllText(file), branch));
        if (differences.Count > 0)
        {
            throw new SequenceMismatchException(file, differences, Mermaid.Write(sequence));
        }
    }
}
