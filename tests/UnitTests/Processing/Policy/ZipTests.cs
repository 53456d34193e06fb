using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using UploadProcessing.Processing.Steps.Policy;
using static UnitTests.Processing.Policy.ArchiveFiles;

namespace UnitTests.Processing.Policy;

/// <summary>What is found in ZIP archives.</summary>
public sealed class ZipTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("Nothing is wrong with this.");

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public async Task Archive_OfOrdinaryFiles_Passes(CompressionLevel level)
    {
        var seen = await InspectAsync(Zip(level, [.. Enumerable.Range(0, 1000).Select(number => ($"folder/file {number}.txt", Text)), ("empty", []), ("folder/", [])]));

        Assert.Null(seen.Refused);
        Assert.False(seen.HasUnseen);
    }

    [Fact]
    public async Task Archive_OfNothing_Passes() => Assert.Null((await InspectAsync(Zip())).Refused);

    [Fact]
    public async Task Archive_BehindAProgramThatUnpacksIt_Passes() => Assert.Null((await InspectAsync([.. new byte[5000], .. Zip(("a", Text))], extension: "zip")).Refused);

    [Fact]
    public async Task Archive_BehindOtherBytes_IsLookedIntoForItsName() =>
        Assert.Contains("outside", await ReasonAsync([.. new byte[5000], .. Zip(("../a", Text))], extension: "zip"), StringComparison.Ordinal);

    [Fact]
    public async Task Name_ThatSomeProgramsPrefer_IsLookedAtToo()
    {
        byte[] name = "ok"u8.ToArray(), other = "../evil"u8.ToArray();
        byte[] extra = [0x75, 0x70, (byte)(5 + other.Length), 0, 1, 0, 0, 0, 0, .. other];
        byte[] header = [.. "PK\u0003\u0004"u8, .. new byte[22], (byte)name.Length, 0, (byte)extra.Length, 0, .. name, .. extra];
        byte[] directory = [.. "PK\u0001\u0002"u8, .. new byte[24], (byte)name.Length, 0, (byte)extra.Length, 0, .. new byte[14], .. name, .. extra];
        byte[] end = [.. "PK\u0005\u0006"u8, 0, 0, 0, 0, 1, 0, 1, 0, (byte)directory.Length, 0, 0, 0, (byte)header.Length, 0, 0, 0, 0, 0];

        Assert.Contains("outside", await ReasonAsync([.. header, .. directory, .. end]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bomb_IsRefusedForItsRatio() => Assert.Contains("times its size", await ReasonAsync(Zip(("zeros", new byte[40 * MiB]))), StringComparison.Ordinal);

    [Fact]
    public async Task Zeros_ThatAreFew_Pass() => Assert.Null((await InspectAsync(Zip(("zeros", new byte[15 * MiB])))).Refused);

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public async Task Bomb_InAnArchive_IsRefused(CompressionLevel level) =>
        Assert.Contains("times its size", await ReasonAsync(Zip(level, ("a", Text), ("inner", Zip(("zeros", new byte[40 * MiB]))))), StringComparison.Ordinal);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Archives_InEachOther_AreLookedIntoToADepth(int depth, bool passes)
    {
        var archive = Zip(("a", Text));
        for (var times = 0; times < depth; times++)
        {
            archive = Zip(("inner.zip", archive));
        }

        Assert.Equal(passes, (await InspectAsync(archive)).Refused is null);
    }

    [Fact]
    public async Task Archive_ThatUnpacksToMore_IsRefused()
    {
        var random = new byte[2 * MiB];
        new Random(7).NextBytes(random);

        Assert.Contains("more than 1048576 bytes", await ReasonAsync(Zip(("a", random)), new PolicyOptions { MaximumUnpackedSize = MiB }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsLargerThanTheArchiveSays_IsRefusedOnceThatMuchIsInflated()
    {
        var zip = Zip(("zeros", new byte[40 * MiB]));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(DirectoryEntry(zip) + 24), 1000);

        Assert.Contains("larger than the archive says", await ReasonAsync(zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ThatAreTheSameBytes_AreRefused()
    {
        var zip = Zip(("a", Text), ("b", Text));
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(DirectoryEntry(zip, 1) + 42), 0);

        Assert.Contains("overlap", await ReasonAsync(zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_001)]
    [InlineData(1_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public async Task Entries_ThatAreTooMany_AreRefusedBeforeTheyAreRead(long entries) =>
        Assert.Contains("more than 100000 files", await ReasonAsync(Declaring(entries)[..], extension: "zip"), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Entries_ThatAreMoreOrFewerThanTheArchiveSays_AreRefused(ushort declared)
    {
        var zip = Zip(("a", Text), ("b", Text));
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(End(zip) + 10), declared);

        Assert.Contains("damaged", await ReasonAsync(zip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\a")]
    [InlineData("..\\a")]
    public async Task Name_ThatLeadsOutside_IsRefused(string name) => Assert.Contains("outside", await ReasonAsync(Zip(("a", Text), (name, Text))), StringComparison.Ordinal);

    [Fact]
    public async Task Name_ThatLeadsOutside_IsRefusedWhereOnlyTheFileItselfHasIt()
    {
        var zip = Zip(("a/a/a", Text));
        "../.."u8.CopyTo(zip.AsSpan(30));

        Assert.Contains("outside", await ReasonAsync(zip), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ThatLeadsOutside_IsRefused() => Assert.Contains("leads out", await ReasonAsync(ZipOfLink("link", "/etc")), StringComparison.Ordinal);

    [Fact]
    public async Task File_BelowALink_IsRefused() => Assert.Contains("outside", await ReasonAsync(ZipOfLink("Link", "folder")), StringComparison.Ordinal);

    [Fact]
    public async Task Link_WhereNoneIsTaken_IsRefused() =>
        Assert.Contains("a link", await ReasonAsync(ZipOfLink("link", "folder"), new PolicyOptions { RefuseLinks = true }), StringComparison.Ordinal);

    [Fact]
    public async Task Encryption_IsMarked_OrRefused()
    {
        var zip = Zip(("a", Text));
        zip[6] |= 1;
        zip[DirectoryEntry(zip) + 8] |= 1;

        var seen = await InspectAsync(zip);

        Assert.Null(seen.Refused);
        Assert.True(seen.HasUnseen);
        Assert.Contains("encrypted", await ReasonAsync(zip, new PolicyOptions { RefuseEncrypted = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_IsRefused_OrMarked()
    {
        var zip = Zip(("a", Text))[..^30];

        Assert.Contains("damaged", await ReasonAsync(zip), StringComparison.Ordinal);
        var seen = await InspectAsync(zip, new PolicyOptions { RefuseMalformed = false });
        Assert.Null(seen.Refused);
        Assert.True(seen.HasUnseen);
    }

    /// <summary>Whatever is wrong, it is an answer.</summary>
    [Fact]
    public async Task Damage_AnywhereElse_IsAnAnswer()
    {
        var zip = Zip(("a", Text), ("inner", Zip(("b", Text))));
        for (var position = 0; position < zip.Length; position++)
        {
            foreach (var wrong in (byte[])[0x00, 0x7F, 0xFF])
            {
                var damaged = zip.ToArray();
                damaged[position] = wrong;
                await InspectAsync(damaged, extension: "zip");
            }
        }
    }

    private static async Task<string> ReasonAsync(byte[] file, PolicyOptions? options = null, string extension = "")
    {
        var seen = await InspectAsync(file, options, extension);
        return Assert.IsType<Refused>(seen.Refused).Reason;
    }
}
