using System.Buffers;
using System.Text;

namespace UploadProcessing.Relay;

/// <summary>What may stand in a field line (RFC 9110, 5.1 and 5.5) and how it is written: the one gate against injected lines.</summary>
internal static class Fields
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Token = SearchValues.Create(TokenCharacters);
    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(Encoding.ASCII.GetBytes(TokenCharacters));

    // CTL without HTAB, which a value may contain.
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Append(127).Select(c => (char)c)]);

    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(Token);

    public static bool IsToken(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAnyExcept(TokenBytes);

    public static bool IsValue(ReadOnlySpan<char> text) => !text.ContainsAny(Controls);

    /// <summary>Writes one line, or nothing when it would not be one line.</summary>
    public static bool TryWrite(IBufferWriter<byte> output, string name, string value)
    {
        if (!IsToken(name) || !IsValue(value))
        {
            return false;
        }

        Encoding.ASCII.GetBytes(name, output);
        output.Write(": "u8);
        Encoding.UTF8.GetBytes(value, output);
        output.Write("\r\n"u8);
        return true;
    }
}
