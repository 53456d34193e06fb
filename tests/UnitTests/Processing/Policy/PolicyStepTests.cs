using System.IO.Compression;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Policy;

namespace UnitTests.Processing.Policy;

/// <summary>What the step <c>policy</c> takes and what it refuses.</summary>
public sealed class PolicyStepTests
{
    private static readonly byte[] Exe = [.. "MZ"u8, .. new byte[100]];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]];

    private readonly PolicyOptions _options = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("picture.jpg")]
    [InlineData("PICTURE.JPEG")]
    [InlineData("no extension")]
    [InlineData("unknown.xyz")]
    public async Task Jpeg_CalledSo_Passes(string name) => Assert.Null(await ReasonAsync(name, Jpeg));

    [Theory]
    [InlineData("picture.jpg")]
    [InlineData("report.PDF")]
    [InlineData("notes.txt")]
    [InlineData("table.xlsx")]
    public async Task Program_CalledSomethingElse_IsRefused(string name) => Assert.Contains("something else", await ReasonAsync(name, Exe), StringComparison.Ordinal);

    [Fact]
    public async Task Program_CalledAProgram_Passes() => Assert.Null(await ReasonAsync("setup.exe", Exe));

    [Fact]
    public async Task Content_IsNotLookedAtWhereThePolicySaysSo()
    {
        _options.CheckContent = false;
        Assert.Null(await ReasonAsync("picture.jpg", Exe));
    }

    [Fact]
    public async Task EmptyFile_Passes() => Assert.Null(await ReasonAsync("empty.pdf", []));

    [Fact]
    public async Task Size_AtTheLimitPassesAndAboveIsRefused()
    {
        _options.MaximumSize = 10;
        Assert.Null(await ReasonAsync("a", new byte[10]));
        Assert.Contains("10 bytes", await ReasonAsync("a", new byte[11]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.exe", "Setup.EXE", true)]
    [InlineData("*.exe", "setup.exe.txt", false)]
    [InlineData("secret-??.txt", "Secret-42.txt", true)]
    [InlineData("secret-??.txt", "secret-1.txt", false)]
    [InlineData("*", "anything", true)]
    public async Task Names_MatchWithoutCapitals(string pattern, string name, bool refused)
    {
        _options.RefusedNames.Add(pattern);
        Assert.Equal(refused, await ReasonAsync(name, []) is not null);
    }

    [Fact]
    public async Task Extensions_OnlyTheAllowedOnesPass()
    {
        _options.AllowedExtensions.Add("jpg");
        Assert.Null(await ReasonAsync("a.JPG", Jpeg));
        Assert.NotNull(await ReasonAsync("a.png", []));
        Assert.NotNull(await ReasonAsync("a", []));
    }

    [Fact]
    public async Task Refused_KeepsTheBytesWhereThePolicySaysSo()
    {
        _options.MaximumSize = 0;
        Assert.False(Assert.IsType<StepResult.EndResult>(await RunAsync("a", [1])).KeepBytes);
        _options.KeepBytes = true;
        Assert.True(Assert.IsType<StepResult.EndResult>(await RunAsync("a", [1])).KeepBytes);
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.docx")]
    public async Task OrdinaryArchive_Passes(string name) => Assert.Null(await ReasonAsync(name, Zip(("word/document.xml", "hello"), ("folder/", ""))));

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/windows/system.ini")]
    [InlineData("..\\evil.txt")]
    public async Task Entry_WhoseNameLeadsOutOfTheArchive_IsRefused(string entry) =>
        Assert.Contains("leads out", await ReasonAsync("a.zip", Zip((entry, "x"))), StringComparison.Ordinal);

    [Fact]
    public async Task Entry_WithDotsInItsName_Passes() => Assert.Null(await ReasonAsync("a.zip", Zip(("a..b/...c", "x"))));

    [Fact]
    public async Task Link_IsRefused()
    {
        var zip = Zip(archive => archive.CreateEntry("link").ExternalAttributes = unchecked((int)0xA1FF0000));
        Assert.Contains("link", await ReasonAsync("a.zip", zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_TooMany_IsRefusedBeforeTheyAreRead()
    {
        _options.MaximumEntries = 2;
        Assert.NotNull(await ReasonAsync("a.zip", Zip(("1", ""), ("2", ""), ("3", ""))));
        Assert.Null(await ReasonAsync("a.zip", Zip(("1", ""), ("2", ""))));
    }

    [Fact]
    public async Task Bomb_IsRefusedWhenItHasUnpackedToTooMuch()
    {
        var bomb = Zip(archive =>
        {
            using var stream = archive.CreateEntry("zeros").Open();
            var block = new byte[1 << 20];
            for (var count = 0; count < 300; count++)
            {
                stream.Write(block);
            }
        });

        Assert.Contains("unpacks to more", await ReasonAsync("a.zip", bomb), StringComparison.Ordinal);
        _options.MaximumRatio = 10_000;
        Assert.Null(await ReasonAsync("a.zip", bomb));
    }

    [Fact]
    public async Task UnpackedSize_BeyondTheLimit_IsRefused()
    {
        _options.MaximumUnpackedSize = 10;
        Assert.Null(await ReasonAsync("a.zip", Zip(("a", "0123456789"))));
        Assert.NotNull(await ReasonAsync("a.zip", Zip(("a", "0123456789"), ("b", "x"))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Malformed_IsRefusedUnlessThePolicyTakesIt(bool refuse)
    {
        _options.RefuseUnreadable = refuse;
        Assert.Equal(refuse, await ReasonAsync("a.zip", [.. "PK"u8, 3, 4, .. new byte[1000]]) is not null);
    }

    [Fact]
    public async Task HugeFile_IsNotReadWhole()
    {
        var huge = new Zeros(1L << 40);
        Assert.IsType<StepResult.ContinueResult>(await new PolicyStep(new Options(_options)).RunAsync(Context("huge.bin", huge), Stop));
        Assert.InRange(huge.Read, 0, 1 << 20);
    }

    [Fact]
    public void AnyBytes_BecomeAnAnswer()
    {
        var zip = Zip(("word/document.xml", "hello hello hello hello"), ("b", "world"));
        Gen.Select(Gen.Int[0, zip.Length - 1], Gen.Byte, Gen.Int[0, zip.Length - 1], Gen.Byte, Gen.Int[4, zip.Length]).Sample(
            (first, one, second, other, length) =>
            {
                var bytes = zip[..length];
                (bytes[Math.Min(first, length - 1)], bytes[Math.Min(second, length - 1)]) = (one, other);
                return RunAsync("a.zip", bytes).GetAwaiter().GetResult() is StepResult.ContinueResult or StepResult.EndResult;
            },
            iter: 5_000);
    }

    private async Task<string?> ReasonAsync(string name, byte[] bytes) => (await RunAsync(name, bytes) as StepResult.EndResult)?.Reason;

    private async Task<StepResult> RunAsync(string name, byte[] bytes) =>
        await new PolicyStep(new Options(_options)).RunAsync(Context(name, new Kept(bytes)), Stop);

    private static byte[] Zip(params (string Name, string Text)[] entries) => Zip(archive =>
    {
        foreach (var (name, text) in entries)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    });

    private static byte[] Zip(Action<ZipArchive> fill)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(archive);
        }

        return memory.ToArray();
    }

    private static StepContext Context(string name, IUploadContent content) => new(
        new AllBytesReceived
        {
            UploadId = UploadId.New(),
            Run = 1,
            Steps = ["policy"],
            SpaceId = SpaceId.New(),
            SpaceOwner = new UserId("einstein"),
            ParentId = NodeId.New(),
            Name = name,
            Size = content.Length,
            Digest = "xxh128 0",
            UserId = new UserId("einstein"),
            ReceivedAt = DateTimeOffset.UnixEpoch,
        }, "policy", 1, DateTimeOffset.MaxValue, "ticket", content);

    private sealed class Options(PolicyOptions options) : IOptionsMonitor<PolicyOptions>
    {
        public PolicyOptions CurrentValue => options;

        public PolicyOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<PolicyOptions, string?> listener) => null;
    }

    private sealed class Kept(byte[] bytes) : IUploadContent
    {
        public long Length => bytes.Length;

        public ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken) => new(new MemoryStream(bytes[(int)offset..]));

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
            bytes.AsMemory((int)Math.Min(offset, bytes.Length), count).CopyTo(buffer);
            return new(count);
        }

        public Uri PublicAddress(DateTimeOffset expiresAt) => throw new NotSupportedException();
    }

    private sealed class Zeros(long length) : IUploadContent
    {
        public long Read { get; private set; }

        public long Length => length;

        public ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            buffer.Span.Clear();
            Read += buffer.Length;
            return new(buffer.Length);
        }

        public Uri PublicAddress(DateTimeOffset expiresAt) => throw new NotSupportedException();
    }
}
