using UploadProcessing.Sequences.Diagrams;

namespace UploadProcessing.Sequences;

/// <summary>Sequences as Mermaid sequence diagrams (https://mermaid.js.org/syntax/sequenceDiagram.html), and back.</summary>
public static class Mermaid
{
    /// <summary>The text of a diagram that shows <paramref name="sequence"/>, with numbered messages and activations.</summary>
    public static string Write(Sequence sequence) => DiagramWriter.Write(sequence);

    /// <summary>Reads a diagram; notes and activations are passed over.</summary>
    /// <param name="text">The diagram, from <c>sequenceDiagram</c> on, with or without directives and comments.</param>
    /// <param name="branch">
    /// Which branch of an <c>alt</c> to follow, by its description; null follows the first one. See <see cref="Branches"/>.
    /// </param>
    /// <exception cref="FormatException">The text is no sequence diagram that can be read, or has no such branch.</exception>
    public static Sequence Read(string text, string? branch = null) => DiagramReader.Read(text, branch);

    /// <summary>The descriptions of all branches of all <c>alt</c> blocks, in order; empty when the diagram tells one story only.</summary>
    /// <param name="text">The diagram.</param>
    /// <exception cref="FormatException">The text is no sequence diagram that can be read.</exception>
    public static IReadOnlyList<string> Branches(string text) => DiagramReader.Branches(text);
}
