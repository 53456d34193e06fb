using System.Diagnostics;
using System.Globalization;
using CsCheck;
using EndToEndTests.Uploads;

namespace TusConformance;

/// <summary>Whole requests of anything: each is answered, none with a fault of the server.</summary>
public sealed class RequestFuzzTests(Topology topology)
{
    private const string Seed = "0000KN9PjQT1";

    private const int Requests = 300;

    // By which the headers that are right most of the time are drawn: requests that are almost right get further than random ones.
    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOfConst(
            "1.0.0", "0", "1", "5", "10", "-1", "+1", "", " ", "1e3", "9223372036854775807", "9223372036854775808", "0.2.2", "partial", "final;",
            "final;/data/a /data/b", "application/offset+octet-stream", "text/plain", "filename YS50eHQ=", "filename", "a b c", ",,,",
            "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "sha1", "PATCH", "HEAD", "OPTIONS", "BREW", "é", "\t", "a\u0001b", "100-continue", "Upload-Checksum"),
        Gen.String[Gen.Char[' ', '~'], 0, 30]);

    private static readonly Gen<string> Header = Gen.Frequency(
        (2, Gen.Const(TusSite.Version)),
        (2, Gen.Const(TusSite.BodyType)),
        (1, Gen.Const("Upload-Length: 10")),
        (1, Gen.Const("Upload-Offset: 0")),
        (6, Gen.Select(
            Gen.OneOfConst(
                "Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Defer-Length", "Upload-Metadata", "Upload-Concat", "Upload-Checksum",
                "X-HTTP-Method-Override", "Content-Type", "Trailer", "If-Match", "If-None-Match", "Idempotency-Key", "Prefer", "X-OC-Mtime"),
            Value, (name, value) => $"{name}: {value}")));

    private static readonly Gen<(string Method, string[] Headers, string? Body, bool OfAnUpload)> Request = Gen.Select(
        Gen.OneOfConst("POST", "PATCH", "HEAD", "OPTIONS"), Header.Array[0, 8], Gen.OneOfConst(null, "", "hello", "hello world"), Gen.Bool);

    [Fact]
    public async Task AnyRequest_IsAnsweredWithoutAFault() => await SampleAsync(Seed, Requests);

    [Fact]
    [Trait("Suite", "Soak")]
    public async Task AnyRequest_ForALongTime_IsAnsweredWithoutAFault()
    {
        var seed = Environment.GetEnvironmentVariable("SOAK_SEED") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        var minutes = Environment.GetEnvironmentVariable("SOAK_MINUTES") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 10;
        var clock = Stopwatch.StartNew();
        for (var round = (uint)seed; clock.Elapsed < TimeSpan.FromMinutes(minutes); round++)
        {
            await SampleAsync(new PCG(round).ToString(), Requests);
        }
    }

    private async Task SampleAsync(string seed, int requests)
    {
        using var site = await TusSite.OpenAsync(topology, DavClient.Marie(topology.App));
        var upload = await site.CreateAsync(10);
        await Request.SampleAsync(async request =>
        {
            var reply = await site.SendAsync(request.Method, request.OfAnUpload ? upload : site.CreationUrl, request.Body, request.Headers);
            Assert.True(reply.Status is (>= 200 and < 500) or 501, $"{request.Method} {string.Join(" | ", request.Headers)}\n{reply}");
            if (reply is { Status: 201 })
            {
                // One user may have so many under way.
                (await site.DeleteAsync(reply.Location)).MustBe(204);
            }
        }, seed: seed, iter: requests, threads: 1);
    }
}
