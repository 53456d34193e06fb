using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UploadProcessing.LoadTests.Scenarios;

namespace UploadProcessing.LoadTests.Commands;

/// <summary>How much is uploaded.</summary>
internal sealed class LoadOptions(int count, string size, int concurrency)
{
    private readonly Option<int> _count = new("--count") { DefaultValueFactory = _ => count, Description = "Files." };
    private readonly Option<long> _size = SizeOption("--size", size);
    private readonly Option<int> _concurrency = new("--concurrency") { DefaultValueFactory = _ => concurrency, Description = "Files at a time." };

    public static Option<long> SizeOption(string name, string usual) => new(name)
    {
        DefaultValueFactory = _ => SizeOf(usual) ?? 0,
        CustomParser = Parse,
        Description = $"Bytes of each file, with KiB, MiB or GiB behind it or without ({usual}).",
    };

    public void AddTo(Command command)
    {
        command.Add(_count);
        command.Add(_size);
        command.Add(_concurrency);
    }

    public Load Read(ParseResult parsed) => new(parsed.GetValue(_count), parsed.GetValue(_size), parsed.GetValue(_concurrency));

    private static long Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (SizeOf(text) is not { } size)
        {
            argument.AddError($"'{text}' is no size.");
            return 0;
        }

        return size;
    }

    private static long? SizeOf(string text)
    {
        var unit = text switch
        {
            [.., 'G', 'i', 'B'] => 30,
            [.., 'M', 'i', 'B'] => 20,
            [.., 'K', 'i', 'B'] => 10,
            _ => 0,
        };
        var number = unit == 0 ? text : text[..^3];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value << unit : null;
    }
}
