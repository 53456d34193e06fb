using System.Buffers.Text;
using System.Text.Json;

namespace UploadProcessing.LoadTests.Ways;

/// <summary>What the gateway makes of an upload's address: its token, and where the dataprovider has the upload.</summary>
internal readonly record struct TransferLocation(string Token, string Path)
{
    /// <summary>Reads <c>…/data/{jwt}</c>; unverified, because whoever is asked verifies it.</summary>
    public static TransferLocation Read(string location)
    {
        var token = location[(location.LastIndexOf('/') + 1)..];
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return new TransferLocation(token, new Uri(claims.RootElement.GetProperty("target").GetString()!).AbsolutePath);
    }

    public (Uri Target, string Token) On(Uri dataProvider) => (new Uri(dataProvider, Path), Token);
}
