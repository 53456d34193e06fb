namespace UploadProcessing.Sequences.Diagrams;

/// <summary>Where in nested blocks the reader is, and whether the lines there belong to the story that was asked for.</summary>
internal sealed class AltBlocks(string? branch)
{
    private readonly Stack<Block> _open = [];

    public List<string> Branches { get; } = [];

    public bool AnyOpen => _open.Count > 0;

    public bool Included => _open.All(block => block.Included);

    /// <summary>True when the line opened, switched or closed a block.</summary>
    public bool TryRead(string word, string rest)
    {
        switch (word)
        {
            case "alt":
                Branches.Add(rest);
                _open.Push(new Block(IsAlternative: true, Included: branch is null || branch == rest));
                return true;
            case "else" when _open.TryPeek(out var current) && current.IsAlternative:
                Branches.Add(rest);
                _open.Pop();
                _open.Push(current with { Included = branch == rest });
                return true;
            case "end":
                return _open.TryPop(out _);
            default:
                if (!DiagramSyntax.TransparentBlocks.Contains(word))
                {
                    return false;
                }

                _open.Push(new Block(IsAlternative: false, Included: true));
                return true;
        }
    }

    private sealed record Block(bool IsAlternative, bool Included);
}
