namespace UploadProcessing.Sequences;

/// <summary>One arrow of a sequence diagram.</summary>
/// <param name="Number">Its place, counted from 1, as Mermaid numbers it.</param>
/// <param name="From">The participant that sends.</param>
/// <param name="To">The participant that receives.</param>
/// <param name="Label">What it says; further lines, separated by a line feed, are decoration.</param>
/// <param name="Kind">Request, response or asynchronous.</param>
public sealed record Message(int Number, string From, string To, string Label, MessageKind Kind)
{
    /// <summary>The line of the label that counts when sequences are compared.</summary>
    public string FirstLine => Label.Split('\n', 2)[0].Trim();

    /// <summary>The arrow as it is written in a diagram, without its number.</summary>
    public override string ToString() => Kind switch
    {
        MessageKind.Response => $"{From}-->>{To}: {FirstLine}",
        MessageKind.Asynchronous => $"{From}-){To}: {FirstLine}",
        _ => $"{From}->>{To}: {FirstLine}",
    };
}
