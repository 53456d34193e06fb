namespace UploadProcessing.Sequences.Diagrams;

/// <summary>Reads line by line; a line it does not know is an error, never passed over: a typing error must not become a missing arrow.</summary>
internal sealed class DiagramReader
{
    private readonly Dictionary<string, string> _names = [];
    private readonly List<Message> _messages = [];
    private readonly AltBlocks _blocks;

    private DiagramReader(string? branch) => _blocks = new AltBlocks(branch);

    public static Sequence Read(string text, string? branch)
    {
        var reader = new DiagramReader(branch);
        reader.ReadAll(text);
        if (branch is not null && !reader._blocks.Branches.Contains(branch))
        {
            throw new FormatException($"The diagram has no branch '{branch}' but: {string.Join(", ", reader._blocks.Branches)}.");
        }

        return new Sequence(reader._names.Values, reader._messages);
    }

    public static IReadOnlyList<string> Branches(string text)
    {
        var reader = new DiagramReader(null);
        reader.ReadAll(text);
        return reader._blocks.Branches;
    }

    private void ReadAll(string text)
    {
        var begun = false;
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.Length == 0 || line.StartsWith("%%", StringComparison.Ordinal))
            {
                continue;
            }

            if (!begun)
            {
                begun = line == "sequenceDiagram" ? true : throw Unreadable(index, line);
                continue;
            }

            if (!TryRead(line))
            {
                throw Unreadable(index, line);
            }
        }

        if (!begun || _blocks.AnyOpen)
        {
            throw new FormatException(begun ? "A block has no 'end'." : "The text has no 'sequenceDiagram'.");
        }
    }

    private bool TryRead(string line)
    {
        if (DiagramSyntax.Message().Match(line) is { Success: true } message)
        {
            if (_blocks.Included)
            {
                _messages.Add(new Message(0, Name(message.Groups["from"].Value), Name(message.Groups["to"].Value),
                    DiagramText.Unescape(message.Groups["label"].Value), DiagramSyntax.Arrows[message.Groups["arrow"].Value]));
            }

            return true;
        }

        if (DiagramSyntax.Participant().Match(line) is { Success: true } participant)
        {
            var id = participant.Groups["id"].Value;
            _names[id] = participant.Groups["name"].Success ? DiagramText.Unescape(participant.Groups["name"].Value) : id;
            return true;
        }

        var words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var word = words[0].ToLowerInvariant();
        return DiagramSyntax.Decoration.Contains(word) || _blocks.TryRead(word, words.ElementAtOrDefault(1) ?? "");
    }

    private string Name(string id) => _names.GetValueOrDefault(id.Trim(), id.Trim());

    private static FormatException Unreadable(int index, string line) => new($"Line {index + 1} is not understood: {line}");
}
