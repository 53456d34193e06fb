using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;

namespace ServiceTests.DataGateway;

public sealed class TransferTokenTests
{
    public static TheoryData<string, Func<object, string>, int> Refusals => new()
    {
        { "PUT", _ => "nonsense", 401 },
        { "PUT", _ => "a.b.c", 401 },
        { "PUT", scene => Tampered(Gateway(scene).Token()), 401 },
        { "PUT", scene => WithoutAlgorithm(Gateway(scene).Token()), 401 },
        { "PUT", scene => Gateway(scene).Token(key: new string('x', 40)), 401 },
        { "PUT", scene => Gateway(scene).Token(age: TimeSpan.FromSeconds(-1)), 410 },
        { "PUT", scene => Gateway(scene).Token(TransferOperation.Read), 403 },
        { "PATCH", scene => Gateway(scene).Token(TransferOperation.Watch), 403 },
        { "DELETE", scene => Gateway(scene).Token(TransferOperation.Read), 403 },
        { "GET", scene => Gateway(scene).Token(TransferOperation.Write), 403 },
        { "HEAD", scene => Gateway(scene).Token(TransferOperation.Watch), 403 },
        { "PUT", scene => Gateway(scene).Token(target: $"http://elsewhere/data/simple/{Gateway(scene).Upload}"), 403 },
        { "PUT", scene => Gateway(scene).Token(target: $"https://dataprovider/data/simple/{Gateway(scene).Upload}"), 403 },
        { "PUT", scene => Gateway(scene).Token(target: $"http://dataprovider:81/data/simple/{Gateway(scene).Upload}"), 403 },
        { "PUT", scene => Gateway(scene).Token(target: $"http://u@dataprovider/data/simple/{Gateway(scene).Upload}"), 403 },
        { "PUT", scene => Gateway(scene).Token(target: $"http://dataprovider/data/simple/{Gateway(scene).Upload}?x"), 403 },
        { "PUT", _ => "", 401 },
        { "GET", scene => Gateway(scene).Token(TransferOperation.Read, $"http://dataprovider/data/simple/{UploadId.New()}"), 403 },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Refusals))]
    public async Task Token_ThatIsNotGood_IsRefusedAndNothingIsContacted(string method, Func<object, string> token, int status)
    {
        await using var scene = await GatewayScene.StartAsync();
        var jwt = token(scene.Gateway);
        foreach (var request in new[] { $"{method} /data/{jwt} HTTP/1.1\r\n", $"{method} /data HTTP/1.1\r\nX-Reva-Transfer: {jwt}\r\n" })
        {
            await scene.Client.SendAsync(request + "Host: a\r\nContent-Length: 0\r\n\r\n");
            var answer = await scene.Client.ReadHeadAsync();
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
            if (method != "HEAD")
            {
                var body = await scene.Client.ReadUntilAsync("0\r\n\r\n");
                Assert.True(jwt.Length == 0 || !body.Contains(jwt, StringComparison.Ordinal));
            }
        }

        Assert.False(scene.DataProvider.HasConnection);
        var outcome = status switch { 401 => "invalid", 410 => "expired", _ => "foreign" };
        Assert.All(scene.Gateway.Logs.Of("Audit"), entry => Assert.Equal(
            ("transfer-token", outcome, method, false),
            (entry.Field("Event"), entry.Field("Outcome"), entry.Field("About"), entry.Message.Contains("eyJ", StringComparison.Ordinal))));
        Assert.NotEmpty(scene.Gateway.Logs.Of("Audit"));
    }

    private static GatewayHost Gateway(object gateway) => (GatewayHost)gateway;

    private static string Tampered(string jwt)
    {
        var parts = jwt.Split('.');
        var claims = Decode(parts[1]).Replace("einstein", "marie\u0020\u0020\u0020", StringComparison.Ordinal);
        return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
    }

    private static string WithoutAlgorithm(string jwt) => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{jwt.Split('.')[1]}.";

    private static string Decode(string part) =>
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
