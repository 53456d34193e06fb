using System.Globalization;
using System.Text;
using System.Xml;

namespace UploadProcessing.Sequences.Diagrams;

/// <summary>Draws a sequence: columns, rows and arrows between them.</summary>
internal sealed class SvgWriter
{
    private const int ColumnWidth = 190;
    private const int Margin = 130;
    private const int HeadHeight = 34;
    private const int HeadWidth = 150;
    private const int RowHeight = 40;
    private const int LoopWidth = 40;
    private const int LongestLabel = 48;

    private const string Style = """
        .head{fill:none;stroke:currentColor;stroke-opacity:.5}.life{stroke:currentColor;stroke-opacity:.25;stroke-dasharray:3 4}
        text{fill:currentColor;font:13px system-ui,sans-serif}.time{fill-opacity:.6;font-size:11px}.again{fill-opacity:.7;font-style:italic}
        .arrow{stroke:currentColor;stroke-width:1.4;fill:none}.tip{fill:currentColor}.response .arrow{stroke-dasharray:6 4}
        .asynchronous .arrow{stroke-dasharray:2 3}.failed{color:#d32f2f}.missing{color:#d32f2f}.extra{color:#ed6c02}.reordered{color:#9c27b0}.selected .hit{fill-opacity:.14}
        .hit{fill:currentColor;fill-opacity:0}.message{cursor:pointer}.message:hover .hit,.message:focus .hit{fill-opacity:.08}
        """;

    private readonly Sequence _sequence;
    private readonly IReadOnlyDictionary<int, string> _marks;
    private readonly Dictionary<string, int> _columns;
    private readonly StringBuilder _text = new();

    private SvgWriter(Sequence sequence, IReadOnlyDictionary<int, string> marks)
    {
        (_sequence, _marks) = (sequence, marks);
        _columns = sequence.Participants.Select((name, index) => (name, Margin + index * ColumnWidth)).ToDictionary(column => column.name, column => column.Item2);
    }

    public static string Write(Sequence sequence, IReadOnlyDictionary<int, string> marks) => new SvgWriter(sequence, marks).Write();

    private string Write()
    {
        var width = 2 * Margin + Math.Max(0, _columns.Count - 1) * ColumnWidth;
        var height = HeadHeight + (_sequence.Messages.Count + 1) * RowHeight;
        Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"Sequence diagram with {_sequence.Messages.Count} messages\">");
        Append($"<style>{Style}</style>");
        foreach (var (name, x) in _columns)
        {
            Append($"<g class=\"participant\"><rect class=\"head\" x=\"{x - HeadWidth / 2}\" y=\"2\" width=\"{HeadWidth}\" height=\"{HeadHeight - 4}\" rx=\"5\"/>");
            Append($"<text x=\"{x}\" y=\"{HeadHeight / 2 + 5}\" text-anchor=\"middle\">{Escape(Shorten(name, LongestLabel / 2))}</text>");
            Append($"<line class=\"life\" x1=\"{x}\" y1=\"{HeadHeight}\" x2=\"{x}\" y2=\"{height}\"/></g>");
        }

        foreach (var message in _sequence.Messages)
        {
            Draw(message, HeadHeight + message.Number * RowHeight, width);
        }

        return _text.Append("</svg>").ToString();
    }

    private void Draw(Message message, int y, int width)
    {
        var classes = $"message {message.Kind.ToString().ToLowerInvariant()}{(message.Failed ? " failed" : "")}{(_marks.TryGetValue(message.Number, out var mark) ? $" {Escape(mark)}" : "")}";
        Append($"<g class=\"{classes}\" data-number=\"{message.Number}\" tabindex=\"0\" role=\"button\" aria-label=\"{Escape($"{message.Number}. {message.From} to {message.To}: {message.FirstLine}{(message.Repetition is { } again ? $", {again}" : "")}")}\">");
        Append($"<title>{Escape($"{message.Number}. {message.Label}")}</title>");
        Append($"<rect class=\"hit\" x=\"0\" y=\"{y - RowHeight / 2 - 6}\" width=\"{width}\" height=\"{RowHeight - 4}\"/>");
        var (from, to) = (_columns[message.From], _columns[message.To]);
        if (from == to)
        {
            Append($"<path class=\"arrow\" d=\"M{from} {y - 8} h{LoopWidth} v12 h-{LoopWidth - 6}\"/><path class=\"tip\" d=\"M{from} {y + 4} l8 -4 v8 z\"/>");
            Append($"<text x=\"{from + LoopWidth + 6}\" y=\"{y}\">{Label(message)}</text>");
        }
        else
        {
            var direction = to > from ? 1 : -1;
            Append($"<line class=\"arrow\" x1=\"{from}\" y1=\"{y}\" x2=\"{to - direction * 7}\" y2=\"{y}\"/><path class=\"tip\" d=\"M{to} {y} l{-direction * 9} -4.5 v9 z\"/>");
            Append($"<text x=\"{(from + to) / 2}\" y=\"{y - 6}\" text-anchor=\"middle\">{Label(message)}</text>");
        }

        if (Time(message) is { } time)
        {
            Append($"<text class=\"time\" x=\"4\" y=\"{y + 4}\">{time}</text>");
        }

        Append($"</g>");
    }

    private static string Label(Message message) =>
        Escape(Shorten(message.FirstLine, LongestLabel)) + (message.Repetition is { } again ? $"<tspan class=\"again\"> ({Escape(again)})</tspan>" : "");

    private string? Time(Message message) => (message.Took, message.At, _sequence.Messages[0].At) switch
    {
        ({ } took, _, _) => Duration(took),
        (_, { } at, { } first) => $"+{Duration(at - first)}",
        _ => null,
    };

    private static string Duration(TimeSpan time) => time.TotalSeconds >= 1
        ? $"{time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s"
        : $"{time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms";

    private static string Shorten(string text, int length) => text.Length <= length ? text : $"{text[..(length - 1)]}…";

    /// <summary>What XML 1.0 allows, escaped; anything else as U+FFFD.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                escaped.Append(character).Append(text[++index]);
                continue;
            }

            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(XmlConvert.IsXmlChar(character) ? character : '\uFFFD'),
            };
        }

        return escaped.ToString();
    }

    private void Append(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture));
}
