using System.Formats.Tar;
using System.Text;
using UploadProcessing.Processing.Steps.Policy;
using static UnitTests.Processing.Policy.ArchiveFiles;

namespace UnitTests.Processing.Policy;

/// <summary>What is found in tar archives and behind gzip.</summary>
public sealed class TarTests
{
    public static TheoryData<bool, TarEntryFormat> Forms => [.. from gzip in (bool[])[true, false] from format in (TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu] select (gzip, format)];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Archive_OfOrdinaryFiles_Passes(bool gzip, TarEntryFormat format)
    {
        var seen = await InspectAsync(Form(gzip, File(format, "folder/a.txt"), File(format, new string('b', 90)), Link(format, TarEntryType.SymbolicLink, "folder/link", "../c")));

        Assert.Null(seen.Refused);
        Assert.False(seen.HasUnseen);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Name_ThatLeadsOutside_IsRefused(bool gzip, TarEntryFormat format) =>
        Assert.Contains("outside", await ReasonAsync(Form(gzip, File(format, "a"), File(format, "b/../../c"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Name_ThatIsLong_IsReadFromWhereItIs(TarEntryFormat format) =>
        Assert.Contains("outside", await ReasonAsync(Form(true, File(format, $"{new string('a', 300)}/../../b"))), StringComparison.Ordinal);

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "/etc")]
    [InlineData(TarEntryType.SymbolicLink, "..")]
    [InlineData(TarEntryType.HardLink, "../a")]
    [InlineData(TarEntryType.HardLink, "/etc/passwd")]
    public async Task Link_ThatLeadsOutside_IsRefused(TarEntryType type, string target) =>
        Assert.NotNull((await InspectAsync(Form(false, Link(TarEntryFormat.Pax, type, "link", target)))).Refused);

    [Fact]
    public async Task File_BelowALink_IsRefused() => Assert.Contains(
        "outside", await ReasonAsync(Form(true, Link(TarEntryFormat.Pax, TarEntryType.SymbolicLink, "d", "."), Link(TarEntryFormat.Pax, TarEntryType.SymbolicLink, "d/l", ".."))), StringComparison.Ordinal);

    [Fact]
    public async Task Files_ThatAreTooMany_AreRefused() => Assert.Contains(
        "more than 2 files", await ReasonAsync(Form(true, File(TarEntryFormat.Pax, "a"), File(TarEntryFormat.Pax, "b"), File(TarEntryFormat.Pax, "c")), new PolicyOptions { MaximumEntries = 2 }), StringComparison.Ordinal);

    [Fact]
    public async Task Bomb_BehindGzip_IsRefusedForItsRatio() => Assert.Contains("times its size", await ReasonAsync(Gzip(new byte[40 * MiB])), StringComparison.Ordinal);

    [Fact]
    public async Task Text_BehindGzip_Passes() => Assert.Null((await InspectAsync(Gzip(Encoding.ASCII.GetBytes("Nothing is wrong with this.")))).Refused);

    [Fact]
    public async Task Gzip_ThatIsCut_IsRefused() => Assert.Contains("damaged", await ReasonAsync([.. Gzip([1, 2, 3])[..12], 7, 7, 7]), StringComparison.Ordinal);

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('5')]
    public async Task File_InWhatALinkOrFolderSaysIsItsContent_IsRefused(char type) =>
        Assert.Contains("damaged", await ReasonAsync(Raw(Header("ok", '0', 4), Block("fine"), Header("l", type, 1024), Header("../evil", '0', 4), Block("evil"))), StringComparison.Ordinal);

    [Fact]
    public async Task Name_OfAllFiles_ThatLeadsOutside_IsRefused() =>
        Assert.Contains("outside", await ReasonAsync(Raw(Header("g", 'g', 16), Block("16 path=../evil\n"), Header("ok", '0', 4), Block("fine"))), StringComparison.Ordinal);

    [Fact]
    public async Task File_BehindAHeaderThatIsDamaged_IsRefused()
    {
        var damaged = Header("x", '0', 0);
        damaged[148] = (byte)'7';
        Assert.Contains("damaged", await ReasonAsync(Raw(Header("ok", '0', 4), Block("fine"), damaged, Header("../evil", '0', 4), Block("evil"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_BehindTheEnd_IsRefused(bool gzip)
    {
        var tar = Raw(Header("ok", '0', 4), Block("fine"), Block(""), Header("../evil", '0', 4), Block("evil"));
        Assert.Contains("damaged", await ReasonAsync(gzip ? Gzip(tar) : tar), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_MadeByHand_Passes() => Assert.Null((await InspectAsync(Raw(Header("ok", '0', 4), Block("fine"), Header("d/", '5', 0)))).Refused);

    private static byte[] Raw(params ReadOnlySpan<byte[]> blocks)
    {
        using var file = new MemoryStream();
        foreach (var block in blocks)
        {
            file.Write(block);
        }

        file.Write(new byte[1024]);
        return file.ToArray();
    }

    private static byte[] Block(string text)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(text, block);
        return block;
    }

    private static byte[] Header(string name, char type, int size)
    {
        var header = Block(name);
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes($"{Convert.ToString(size, 8).PadLeft(11, '0')}", header.AsSpan(124));
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes($"{Convert.ToString(header.Sum(one => one), 8).PadLeft(6, '0')}\0 ", header.AsSpan(148));
        return header;
    }

    private static async Task<string> ReasonAsync(byte[] file, PolicyOptions? options = null) => Assert.IsType<Refused>((await InspectAsync(file, options)).Refused).Reason;

    private static byte[] Form(bool gzip, params ReadOnlySpan<TarEntry> entries) => gzip ? Gzip(Tar(entries)) : Tar(entries);

    private static TarEntry File(TarEntryFormat format, string name)
    {
        var entry = Entry(format, TarEntryType.RegularFile, name);
        entry.DataStream = new MemoryStream(Encoding.ASCII.GetBytes("Nothing is wrong with this."));
        return entry;
    }

    private static TarEntry Link(TarEntryFormat format, TarEntryType type, string name, string target)
    {
        var entry = Entry(format, type, name);
        entry.LinkName = target;
        return entry;
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Gnu => new GnuTarEntry(type, name),
        _ => new PaxTarEntry(type, name),
    };
}
