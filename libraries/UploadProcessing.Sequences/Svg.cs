using UploadProcessing.Sequences.Diagrams;

namespace UploadProcessing.Sequences;

/// <summary>Sequences as pictures.</summary>
public static class Svg
{
    /// <summary>An SVG 1.1 element that shows <paramref name="sequence"/>: a column each participant, a row each message with its time.</summary>
    /// <param name="sequence">What is drawn.</param>
    /// <param name="marks">Words by a message's number, which become further classes of its group (<c>missing</c>, <c>extra</c>, <c>reordered</c>, <c>selected</c>); none by default.</param>
    /// <remarks>
    /// It takes its color from the text around it, so it fits light and dark pages. Each message is a group of the class <c>message</c> with the
    /// attribute <c>data-number</c>; failed ones have the class <c>failed</c>.
    /// </remarks>
    public static string Write(Sequence sequence, IReadOnlyDictionary<int, string>? marks = null) => SvgWriter.Write(sequence, marks ?? new Dictionary<int, string>());
}
