using System.Diagnostics;
using CsCheck;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport;

namespace TusConformance;

/// <summary>Whole requests of anything: each is answered, none with a fault of the server.</summary>
public sealed class RequestFuzzTests(Topology topology)
{
    private const string Seed = "0000KN9PjQT1";

    private const int Requests = 300;

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOfConst(
            "1.0.0", "0", "1", "5", "10", "-1", "+1", "", " ", "1e3", "9223372036854775807", "9223372036854775808", "0.2.2", "partial", "final;",
            "final;/data/a /data/b", "application/offset+octet-stream", "text/plain", "filename YS50eHQ=", "filename", "a b c", ",,,",
            "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "sha1", "PATCH", "HEAD", "OPTIONS", "BREW", "é", "\t", "a\u0001b", "100-continue", "Upload-Checksum"),
        Gen.String[Gen.Char[' ', '~'], 0, 30]);

    private static readonly Gen<string> Header = Gen.Select(
        Gen.OneOfConst(
            "Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Defer-Length", "Upload-Metadata", "Upload-Concat", "Upload-Checksum",
            "X-HTTP-Method-Override", "Content-Type", "Trailer", "If-Match", "If-None-Match", "Idempotency-Key", "Prefer", "X-OC-Mtime"),
        Value, (name, value) => $"{name}: {value}");

    // Requests that are almost right get further than random ones: what belongs there, mostly, and a few others.
    private static readonly string[] RightCreation = [TusSite.Version, "Upload-Length: 10", TusSite.Metadata("fuzzed.txt"), TusSite.BodyType];

    private static readonly string[] RightAppend = [TusSite.Version, "Upload-Offset: 0", TusSite.BodyType];

    private static readonly Gen<(string Method, bool OfAnUpload, string[] Headers, string? Body)> Request = Gen.Select(
        Gen.OneOfConst("POST", "POST", "PATCH", "PATCH", "HEAD", "OPTIONS"), Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 15])), Header.Array[0, 3], Gen.OneOfConst(null, "", "hello", "hello world"),
        (method, usual, missing, others, body) =>
        {
            var right = (method == "POST" ? RightCreation : RightAppend).Where((_, index) => (missing >> index & 1) == 0);
            return (method, usual == (method != "POST"), right.Concat(others).ToArray(), body);
        });

    [Fact]
    public async Task AnyRequest_IsAnsweredWithoutAFault() => await SampleAsync(Seed, Requests);

    [Fact]
    [Trait("Suite", "Soak")]
    public async Task AnyRequest_ForALongTime_IsAnsweredWithoutAFault()
    {
        var clock = Stopwatch.StartNew();
        for (var round = 0; round == 0 || clock.Elapsed < Soak.Duration; round++)
        {
            await SampleAsync(new PCG(0, (ulong)(uint)(Soak.Seed + round)).ToString(), Requests);
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
                (await site.DeleteAsync(reply.Location)).MustBe(204, 404, 410);
            }

            if (reply is { Status: 204, Offset: > 0 })
            {
                await site.DeleteAsync(upload);
                upload = await site.CreateAsync(10);
            }
        }, seed: seed, iter: requests, threads: 1);
    }
}
