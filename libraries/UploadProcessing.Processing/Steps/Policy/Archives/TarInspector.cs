using System.Globalization;
using System.Text;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Looks at the names, links and sizes in a tar archive while it passes; anything else only passes.</summary>
internal static class TarInspector
{
    // What a name may be long, with a lot of room.
    private const int LongestText = 1024 * 1024;
    private const char HardLink = '1', SymbolicLink = '2', LongName = 'L', LongTarget = 'K', Pax = 'x', SolarisPax = 'X', GlobalPax = 'g', Sparse = 'S';

    /// <summary>Looks at all of it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static async ValueTask InspectAsync(BudgetedReader reader, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        var record = new byte[TarHeader.Length];
        string? name = null, target = null, globalName = null, globalTarget = null;
        long? size = null;
        var isTar = false;
        while (await reader.ReadAsync(record, cancellationToken) == record.Length)
        {
            if (TarHeader.Parse(record) is not { } header)
            {
                // Its end is nothing but zeros. Programs look for the next header behind anything else, and some behind zeros, too.
                await EndAsync(reader, isTar, record, cancellationToken);
                return;
            }

            isTar = true;
            if (header.Type is Sparse || (header.Type is >= HardLink and <= '6' && (size ?? header.Size) != 0))
            {
                // What has no content of its own and says that it has: some programs skip it, others find files in it.
                throw new InvalidDataException("A header is none that all programs read alike.");
            }

            if (header.Type is GlobalPax)
            {
                var text = await TextAsync(reader, header.Size, cancellationToken);
                (globalName, globalTarget) = (Attribute(text, "path") ?? globalName, Attribute(text, "linkpath") ?? globalTarget);
                if (Attribute(text, "size") is not null)
                {
                    throw new InvalidDataException("A length for all files is none.");
                }

                continue;
            }

            if (header.Type is LongName or LongTarget or Pax or SolarisPax)
            {
                var text = await TextAsync(reader, header.Size, cancellationToken);
                (name, target, size) = header.Type switch
                {
                    LongName => (text.TrimEnd('\0'), target, size),
                    LongTarget => (name, text.TrimEnd('\0'), size),
                    _ => (Attribute(text, "path") ?? name, Attribute(text, "linkpath") ?? target, SizeIn(text) ?? size),
                };
                continue;
            }

            Add(budget, header with { Name = name ?? globalName ?? header.Name, Target = target ?? globalTarget ?? header.Target });
            await reader.SkipAsync(Padded(size ?? header.Size), cancellationToken);
            (name, target, size) = (null, null, null);
        }
    }

    /// <summary>The rest counts. Of a tar it is zeros; what is no tar may be anything.</summary>
    private static async ValueTask EndAsync(BudgetedReader reader, bool isTar, byte[] record, CancellationToken cancellationToken)
    {
        if (!isTar)
        {
            await reader.SkipAsync(long.MaxValue, cancellationToken);
            return;
        }

        var length = record.Length;
        do
        {
            if (record.AsSpan(0, length).IndexOfAnyExcept((byte)0) >= 0)
            {
                throw new InvalidDataException("There is something behind its end.");
            }

            length = await reader.ReadAsync(record, cancellationToken);
        }
        while (length > 0);
    }

    private static void Add(ArchiveBudget budget, TarHeader header)
    {
        budget.AddEntries(1);
        budget.AddName(header.Name);
        if (header.Type is SymbolicLink)
        {
            budget.AddLink(header.Name, header.Target);
        }
        else if (header.Type is HardLink)
        {
            budget.AddHardLink(header.Target);
        }
    }

    private static async ValueTask<string> TextAsync(BudgetedReader reader, long size, CancellationToken cancellationToken)
    {
        if (size is < 0 or > LongestText)
        {
            throw new InvalidDataException("A name is longer than names are.");
        }

        var bytes = new byte[Padded(size)];
        await reader.ReadAsync(bytes, cancellationToken);
        return Encoding.Latin1.GetString(bytes.AsSpan(0, (int)size));
    }

    // "%d %s=%s\n", <length>, <keyword>, <value>: the last of a keyword counts.
    private static string? Attribute(string text, string keyword)
    {
        string? found = null;
        for (var position = 0; position < text.Length;)
        {
            var space = text.IndexOf(' ', position);
            if (space < 0 || !int.TryParse(text.AsSpan(position, space - position), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space - position || length > text.Length - position)
            {
                throw new InvalidDataException("An attribute is damaged.");
            }

            var attribute = text[(space + 1)..(position + length)].TrimEnd('\n');
            found = attribute.StartsWith($"{keyword}=", StringComparison.Ordinal) ? attribute[(keyword.Length + 1)..] : found;
            position += length;
        }

        return found;
    }

    private static long? SizeIn(string text) => Attribute(text, "size") is { } size
        ? long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw new InvalidDataException("A length is none.")
        : null;

    private static long Padded(long size) => size is >= 0 and < long.MaxValue / 4
        ? (size + TarHeader.Length - 1) / TarHeader.Length * TarHeader.Length
        : throw new InvalidDataException("A length is none.");
}
