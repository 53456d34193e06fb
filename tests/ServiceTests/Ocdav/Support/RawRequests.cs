using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Ocdav.Support;

/// <summary>Requests written by hand: HttpClient tidies paths up and decides about Expect itself.</summary>
internal static class RawRequests
{
    /// <summary>Sends a request's head with einstein's credentials.</summary>
    public static Task SendHeadAsync(this RawPeer connection, string requestLine, params string[] headers)
    {
        var authorization = OcdavFixture.Basic("einstein", "relativity");
        return connection.SendAsync($"{requestLine} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n");
    }
}
