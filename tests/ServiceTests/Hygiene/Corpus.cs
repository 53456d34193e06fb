namespace ServiceTests.Hygiene;

/// <summary>What is tried at every hop. Whatever is refused has reached nobody; what is served has arrived once, and framed once.</summary>
internal static class Corpus
{
    private const string Start = "{put} HTTP/1.1\r\nHost: a\r\n{allowed}\r\n";

    /// <summary>A whole request, for where it must not be taken for one; <c>{smuggled}</c> is its length.</summary>
    public const string Smuggled = "{put} HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello";

    private const string Chunks = "5\r\nhello\r\n0\r\n\r\n";

    public static IReadOnlyDictionary<string, Probe> Probes { get; } = new Dictionary<string, Probe>
    {
        ["nothing unusual"] = new(Start + "Content-Length: 5\r\n\r\nhello", 201, 1),
        ["nothing unusual, chunked"] = new(Start + $"Transfer-Encoding: chunked\r\n\r\n{Chunks}", 201, 1),
        ["two requests at once"] = new(Start + "Content-Length: 5\r\n\r\nhelloPUT /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 201, 1),

        // Lengths (RFC 9112, 6.3)
        ["the same length twice"] = new(Start + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["two lengths"] = new(Start + $"Content-Length: 5\r\nContent-Length: 0\r\n\r\n{Smuggled}", 400),
        ["a list of lengths"] = new(Start + "Content-Length: 5, 5\r\n\r\nhello", 400),
        // Kestrel reads it as 5 and shows nobody how it was written; it goes on as 5.
        ["a length with a sign"] = new(Start + "Content-Length: +5\r\n\r\nhello", 201, 1),
        ["a negative length"] = new(Start + "Content-Length: -5\r\n\r\nhello", 400),
        ["a hexadecimal length"] = new(Start + "Content-Length: 0x5\r\n\r\nhello", 400),
        ["a length with a blank in it"] = new(Start + "Content-Length: 5 5\r\n\r\nhello", 400),
        ["no length where one is announced"] = new(Start + "Content-Length:\r\n\r\n", 400),
        ["a length beyond all numbers"] = new(Start + "Content-Length: 99999999999999999999\r\n\r\nhello", 400),
        ["a body shorter than its length"] = new(Start + "Content-Length: 5\r\n\r\nhel", 0, IsCut: true),

        // Length and coding (RFC 9112, 6.1)
        ["length and chunked"] = new(Start + $"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}{Smuggled}", 400),
        ["chunked and length"] = new(Start + $"Transfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n{Chunks}{Smuggled}", 400),
        ["chunked in HTTP/1.0"] = new($"{{put}} HTTP/1.0\r\nHost: a\r\n{{allowed}}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}", 400),
        ["chunked, then another coding"] = new(Start + $"Transfer-Encoding: chunked, identity\r\n\r\n{Chunks}", 400),
        ["another coding, then chunked"] = new(Start + $"Transfer-Encoding: identity, chunked\r\n\r\n{Chunks}", 501),
        ["chunked twice"] = new(Start + $"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks}", 501),
        ["compressed"] = new(Start + $"Transfer-Encoding: gzip, chunked\r\n\r\n{Chunks}", 501),
        ["nearly chunked"] = new(Start + $"Transfer-Encoding: xchunked\r\n\r\n{Chunks}", 400),
        ["chunked with a parameter"] = new(Start + $"Transfer-Encoding: chunked;a=b\r\n\r\n{Chunks}", 400),
        ["chunked and a comma"] = new(Start + $"Transfer-Encoding: chunked,\r\n\r\n{Chunks}", 501),
        ["chunked after a vertical tab"] = new(Start + $"Transfer-Encoding: \vchunked\r\n\r\n{Chunks}", 400),
        ["no coding where one is announced"] = new(Start + "Transfer-Encoding:\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["chunked after a tab"] = new(Start + $"Transfer-Encoding:\tchunked\r\n\r\n{Chunks}", 201, 1),
        ["chunked in capitals"] = new(Start + $"Transfer-Encoding: CHUNKED\r\n\r\n{Chunks}", 201, 1),

        // Chunks (RFC 9112, 7.1)
        ["a chunk with an extension"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0;c\r\n\r\n", 201, 1),
        ["a line feed in a chunk's extension"] = new(Start + $"Transfer-Encoding: chunked\r\n\r\n5;a\nhello\r\n0\r\n\r\n{Smuggled}", 400),
        ["a carriage return in a chunk's extension"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5;a\rb\r\nhello\r\n0\r\n\r\n", 400),
        ["a line feed behind a chunk's size"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", 400),
        ["a chunk of more than any number"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", 400),
        ["a chunk of a negative size"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", 400),
        ["a chunk of a size with a prefix"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", 400),
        ["a chunk of no size"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n", 400),
        ["a chunk longer than its size"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n", 400),
        ["a chunk without its last line break"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n", 400),
        ["no last chunk"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", 0, IsCut: true),
        ["trailers that are none"] = new(
            Start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nContent-Length: 99\r\nX-Reva-Transfer: forged\r\nAuthorization: forged\r\nHost: forged\r\n\r\n", 201, 1),
        ["a trailer with a line feed"] = new(Start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: a\nY: b\r\n\r\n", 400),

        // Fields and lines (RFC 9112, 2.2 and 5)
        ["line feeds alone"] = new("{put} HTTP/1.1\nHost: a\n{allowed}\nContent-Length: 5\n\nhello", 400),
        ["a line feed alone"] = new(Start + "X: a\nContent-Length: 5\r\n\r\nhello", 400),
        ["a carriage return alone"] = new(Start + "X: a\rContent-Length: 5\r\n\r\nhello", 400),
        ["a folded field"] = new(Start + "X: a\r\n b\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a first field that begins with a blank"] = new("{put} HTTP/1.1\r\n X: a\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a blank before the colon"] = new(Start + $"Transfer-Encoding : chunked\r\n\r\n{Chunks}", 400),
        ["a tab before the colon"] = new(Start + $"Transfer-Encoding\t: chunked\r\n\r\n{Chunks}", 400),
        ["a NUL in a value"] = new(Start + "X: a\0b\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a NUL in a name"] = new(Start + "X\0Y: a\r\nContent-Length: 5\r\n\r\nhello", 400),
        // The relay writes no such line; where nothing is written on, RFC 9110, 5.5 lets it be.
        ["a control character in a value"] = new(Start + "X: a\u0001b\r\nContent-Length: 5\r\n\r\nhello", 400, AtTheEnd: 201),
        ["a line without a colon"] = new(Start + "nonsense\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a field without a name"] = new(Start + ": a\r\nContent-Length: 5\r\n\r\nhello", 400),

        // Where to (RFC 9112, 3.2)
        ["two hosts"] = new(Start + "Host: b\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["no host"] = new("{put} HTTP/1.1\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a host that is none"] = new("{put} HTTP/1.1\r\nHost: a b/c\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["an absolute address"] = new("PUT http://a{path} HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
        ["an absolute address of another host"] = new("PUT http://b{path} HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a blank in the address"] = new("{put} x HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a NUL in the address"] = new("{put}\0 HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),

        // What for (RFC 9110, 7.6.1, 9.3 and 10.1.1)
        ["the token as hop-by-hop"] = new(Start + "Connection: close, X-Reva-Transfer, Content-Length\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
        ["the length as hop-by-hop"] = new(Start + "Connection: Content-Length, Host, Authorization\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
        ["an expectation that is none"] = new(Start + "Expect: miracles\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
        ["an upgrade to HTTP/2"] = new(
            Start + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
        ["HTTP/2 without being asked"] = new("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0),
        ["HTTP/1.2"] = new("{put} HTTP/1.2\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 505),
        ["no version"] = new("{put}\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["TRACE"] = new("TRACE {path} HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 0\r\n\r\n", 405),
        ["CONNECT"] = new("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n{allowed}\r\n\r\n", 404),
        ["a method that is none"] = new("PU(T {path} HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 400),
        ["a request in the body of a refused one"] = new($"PUT /nowhere HTTP/1.1\r\nHost: a\r\n{{allowed}}\r\nContent-Length: {{smuggled}}\r\n\r\n{Smuggled}", 404),
        ["a request in the body of a GET"] = new($"GET /nowhere HTTP/1.1\r\nHost: a\r\n{{allowed}}\r\nContent-Length: {{smuggled}}\r\n\r\n{Smuggled}", 404),

        // How much
        ["an address of 33 KiB"] = new("PUT /" + new string('a', 33 * 1024) + " HTTP/1.1\r\nHost: a\r\n{allowed}\r\nContent-Length: 5\r\n\r\nhello", 414),
        ["fields of 257 KiB"] = new(Start + "X: " + new string('a', 257 * 1024) + "\r\nContent-Length: 5\r\n\r\nhello", 431),
        ["a field name of 257 KiB"] = new(Start + new string('a', 257 * 1024) + ": a\r\nContent-Length: 5\r\n\r\nhello", 431),
        ["101 fields"] = new(Start + string.Concat(Enumerable.Range(0, 101).Select(i => $"X-{i}: a\r\n")) + "Content-Length: 5\r\n\r\nhello", 431),
        ["a field of 200 KiB"] = new(Start + "Upload-Concat: " + new string('a', 200 * 1024) + "\r\nContent-Length: 5\r\n\r\nhello", 201, 1),
    };
}
