using System.Diagnostics;
using System.Text;
using CsCheck;
using UploadProcessing.TestSupport;
using UploadProcessing.Tus;

namespace UnitTests.Tus;

/// <summary>Parsers meet what clients, proxies and attackers send. None may throw, and what is accepted is written back as it was.</summary>
public class ParserFuzzTests
{
    private const string Seed = "0000KN9PjQT1";

    private const int Iterations = 20_000;

    private static readonly TusCapabilities Capabilities = new() { MaxSize = 1L << 40, MaxParts = 5 };

    // Pieces that parsers stumble over, beside any characters at all.
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOfConst(
            "", " ", "  ", ",", ";", "=", "==", "\t", "\0", "\r\n", "+", "-", "0", "1", "10", "9223372036854775807", "9223372036854775808",
            "sha1", "sha1 ", "md5 ", "qvTGHdzF6KLavt4PO0gs2a6pQ00=", "XUFAKrxLKna5cZ2REBfFkg==", "YQ==", "YWI=", "YWJj", "filename ",
            "filename d29ybGQ=", "mtime ", "partial", "final;", "/data/a", "http://h/data/b", "//", "//[", "http://[", "?", "#", "%", "%00",
            "é", "１", "\ud800", "1.0.0", "PATCH", "application/offset+octet-stream", "Upload-Checksum"),
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        Gen.String[0, 12]);

    private static readonly Gen<string> AnyValue = Piece.List[0, 8].Select(string.Concat);

    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[0, 40];

    private static readonly Gen<string> AnyKey = Gen.String[Gen.Char['!', '~'].Where(c => c != ','), 1, 10];

    [Fact]
    public void ByteCount_OfAnything_IsADigitStringOrNone() => Sample(AnyValue, value =>
    {
        var number = ByteCount.Parse(value);
        Assert.Equal(number is not null, value.Length > 0 && value.All(char.IsAsciiDigit) && decimal.Parse("0" + Tail(value)) <= long.MaxValue);
        Assert.True(number is null || ByteCount.Parse(ByteCount.Format(number.Value)) == number);
    });

    [Fact]
    public void UploadMetadata_OfAnything_IsRefusedOrSafeToSendBack() => Sample(AnyValue, value =>
    {
        var metadata = UploadMetadata.Parse(value);
        if (metadata.Error is null)
        {
            Assert.Equal(value, metadata.Value.Raw);
            Assert.DoesNotContain(value, c => c is not '\t' and (< ' ' or > '~'));
            Assert.Equal(metadata.Value.Keys, metadata.Value.Keys.Distinct());
            var file = FileMetadata.Read(metadata.Value);
            Assert.True(file.Error is not null || file.Value.Path is not { Count: 0 });
        }
    });

    [Fact]
    public void UploadMetadata_OfAnyPairs_IsReadAsItWasWritten() => Sample(Gen.Select(AnyKey, AnyBytes).List[1, 6], pairs =>
    {
        var distinct = pairs.DistinctBy(pair => pair.Item1).ToList();
        var written = distinct.Aggregate(UploadMetadata.Empty, (metadata, pair) => metadata.With(pair.Item1, pair.Item2));
        var read = UploadMetadata.Parse(written.ToString()).Value;
        Assert.Equal(distinct.Select(pair => pair.Item1), read.Keys);
        Assert.All(distinct, pair => Assert.Equal(pair.Item2, read.Find(pair.Item1)!.Value.ToArray()));
    });

    [Fact]
    public void FileMetadata_OfAnyText_IsRefusedOrSafe() => Sample(AnyValue, value =>
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var metadata = UploadMetadata.Empty.With("filename", bytes).With("filetype", bytes);
        var file = FileMetadata.Read(metadata);
        Assert.True(file.Error is TusError.FileNameInvalid
            || (file.Value.Path!.All(name => name is not ("" or "." or "..") && !name.Contains('/') && !name.Contains('\0'))
                && (file.Value.MediaType ?? "").All(c => c is >= ' ' and <= '~')));
        Assert.True(FileMetadata.Read(UploadMetadata.Empty.With("mtime", bytes)) is { Error: not null } or { Value.ModifiedAt: null or { Moment.Year: > 1969 } });
        Assert.True(FileMetadata.Read(UploadMetadata.Empty.With("checksum", bytes)) is { Error: not null } or { Value: not null });
    });

    [Fact]
    public void UploadConcat_OfAnything_IsRefusedOrResolvable() => Sample(AnyValue, rest =>
    {
        foreach (var value in new[] { rest, "final;" + rest })
        {
            var concat = UploadConcat.Parse(value, Capabilities.MaxParts);
            if (concat.Error is null)
            {
                Assert.Equal(value, concat.Value.Raw);
                Assert.InRange(concat.Value.Parts.Count, concat.Value.Kind == UploadKind.Final ? 1 : 0, Capabilities.MaxParts);
                Assert.All(concat.Value.Resolve(new Uri("https://host:9200/dav/spaces/x")), url => Assert.StartsWith("http", url.Scheme, StringComparison.Ordinal));
            }
        }
    });

    [Fact]
    public void UploadChecksum_OfAnything_IsRefusedOrWrittenAsItWasRead() => Sample(AnyValue, value =>
    {
        var checksum = UploadChecksum.Parse(value);
        Assert.True(checksum.Error is not null || UploadChecksum.Parse(checksum.Value.ToString()).Value.Matches(checksum.Value.Digest));
    });

    [Fact]
    public void UploadChecksum_OfAnyDigest_IsReadAsItWasWritten() =>
        Sample(Gen.Select(Gen.OneOfConst([.. ChecksumAlgorithm.All]), Gen.Byte.Array[64]), (algorithm, bytes) =>
        {
            var digest = bytes.AsSpan(0, algorithm.DigestLength);
            Assert.True(UploadChecksum.Parse(UploadChecksum.Of(algorithm, digest).ToString()).Value.Matches(digest));
        });

    [Fact]
    public void UploadExpiry_OfAnyMoment_IsReadAsItWasWritten() =>
        Sample(Gen.Long[0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds), moment =>
            Assert.Equal(moment, UploadExpiry.Parse(UploadExpiry.Format(moment))));

    [Fact]
    public void EveryRule_OfAnyHeaders_AnswersWithoutThrowing() =>
        Sample(Gen.Select(AnyValue.List[0, 2].Array[14], Gen.Int[-1, 20].Select(n => n < 0 ? null : (long?)n)), (values, contentLength) =>
        {
            string[] names =
            [
                TusHeaders.TusResumable, TusHeaders.UploadOffset, TusHeaders.UploadLength, TusHeaders.UploadDeferLength,
                TusHeaders.UploadMetadata, TusHeaders.UploadConcat, TusHeaders.UploadChecksum, TusHeaders.MethodOverride,
                TusHeaders.ContentType, TusHeaders.Trailer,
            ];
            var headers = new TusRequestHeaders(name => Array.IndexOf(names, name) is >= 0 and var i ? values[i] : []);
            var method = TusMethod.Effective(TusMethod.Post, headers);
            var refusals = new[]
            {
                method.Error ?? TusVersion.Check(method.Value, headers),
                CreationRequest.Read(headers, Capabilities, contentLength).Error,
                PatchRequest.Read(headers, Capabilities, contentLength).Error,
            };
            Assert.All(refusals.OfType<TusError>(), error => Assert.InRange(error.StatusCode, 400, 499));
        });

    // Whole requests that are almost right get further than random ones.
    [Fact]
    public void PatchPlan_OfAnyPatch_NeverLeadsBeyondTheLengthOrChangesOne() =>
        Sample(Gen.Select(Gen.Long[0, 12], Gen.Long[-1, 12], Gen.Long[-1, 12], Gen.Long[0, 12], Gen.Long[-1, 12]),
            (at, declared, content, offset, known) =>
            {
                var request = new PatchRequest { Offset = at, Length = Known(declared), ContentLength = Known(content), Checksum = default };
                var upload = new TusUpload { Offset = Math.Min(offset, Known(known) ?? 10), Length = Known(known) };
                var plan = PatchPlan.Make(request, upload, Capabilities with { MaxSize = 10 });
                if (plan.Error is null)
                {
                    Assert.Equal(upload.Offset, at);
                    Assert.Equal(upload.Length ?? request.Length, plan.Value.Length);
                    Assert.True(upload.Offset + (request.ContentLength ?? 0) <= (plan.Value.Length ?? 10));
                    Assert.True(plan.Value.MaxBytes >= 0);
                }
            });

    private static long? Known(long number) => number < 0 ? null : number;

    // What decimal can hold, without leading zeros.
    private static string Tail(string digits) => digits.TrimStart('0') is { Length: <= 28 } tail ? tail : "9999999999999999999999999999";

    private void Sample<T1, T2>(Gen<(T1, T2)> gen, Action<T1, T2> check) => Sample(gen, pair => check(pair.Item1, pair.Item2));

    private void Sample<T1, T2, T3, T4, T5>(Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> check) =>
        Sample(gen, v => check(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5));

    /// <summary>Checks anything that <paramref name="gen"/> makes.</summary>
    protected virtual void Sample<T>(Gen<T> gen, Action<T> check) => gen.Sample(check, iter: Iterations, seed: Seed, threads: 1);
}

/// <summary>The same, from other seeds, for as long as is asked: the tests of a class run one after the other and share the time.</summary>
[Trait("Suite", "Soak")]
public sealed class LongParserFuzzTests : ParserFuzzTests
{
    private static readonly int Tests = typeof(ParserFuzzTests).GetMethods().Count(method => method.IsDefined(typeof(FactAttribute), inherit: false));

    protected override void Sample<T>(Gen<T> gen, Action<T> check)
    {
        var clock = Stopwatch.StartNew();
        for (var round = 0; round == 0 || clock.Elapsed < Soak.Duration / Tests; round++)
        {
            gen.Sample(check, iter: 20_000, seed: new PCG(0, (ulong)(uint)(Soak.Seed + round)).ToString(), threads: 1);
        }
    }
}
