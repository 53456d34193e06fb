using System.IO.Compression;
using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Policy;

/// <summary>The step as it is configured.</summary>
public sealed class PolicyStepTests
{
    private const string Step = "policy";

    private static readonly byte[] Program = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, .. new byte[1000]];

    [Theory]
    [InlineData("something")]
    [InlineData("setup.exe")]
    public async Task Upload_WithoutOptions_Continues(string name)
    {
        await using var host = StepHost.WithoutNats();

        Assert.Equal(StepResult.Continue, await RunAsync(host, name, Program));
        Assert.Equal(StepResult.Continue, await RunAsync(host, name, []));
    }

    [Fact]
    public async Task Program_CalledLikeAPicture_IsDeleted()
    {
        await using var host = StepHost.WithoutNats();

        Assert.Equal(StepResult.Delete("It is a Windows program, and is called .jpg."), await RunAsync(host, "holiday.jpg", Program));
    }

    [Fact]
    public async Task Upload_ThatIsTooLarge_IsKeptWhereTheOperatorSaysSo_AndNotRead()
    {
        await using var host = StepHost.WithoutNats($"{Step}:MaximumSize=999", $"{Step}:Refusal=Abort");

        Assert.Equal(StepResult.Abort("The file is larger than the 999 bytes that are taken here."), await RunAsync(host, "a", new byte[1000]));
    }

    [Theory]
    [InlineData("Setup.EXE")]
    [InlineData("a.iso")]
    public async Task Upload_WithARefusedName_IsDeleted(string name)
    {
        await using var host = StepHost.WithoutNats($"{Step}:RefusedNames:0=*.exe", $"{Step}:RefusedExtensions:0=iso");

        Assert.IsType<StepResult.EndResult>(await RunAsync(host, name, []));
    }

    [Fact]
    public async Task Archive_OfManyBlocks_IsReadByRanges()
    {
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);
        await using var host = StepHost.WithoutNats();

        Assert.Equal(StepResult.Continue, await RunAsync(host, "a.zip", Zip(("a", bytes), ("b", bytes))));
        Assert.IsType<StepResult.EndResult>(await RunAsync(host, "a.zip", Zip(("a", bytes), ("../b", bytes))));
    }

    [Fact]
    public async Task Archive_WithSomethingThatCannotBeLookedAt_ContinuesWithAMark()
    {
        await using var host = StepHost.WithoutNats($"{Step}:RefuseMalformed=false");

        Assert.Equal(
            StepResult.ContinueMarked("There are files in the archive that could not be looked at."), await RunAsync(host, "a.zip", Zip(("a", Program))[..^9]));
    }

    private static async Task<StepResult> RunAsync(StepHost host, string name, byte[] bytes)
    {
        var attempt = Attempt.Of(Step);
        return await host.RunAsync(Step, attempt with { Upload = attempt.Upload with { Name = name, Size = bytes.Length }, Content = new TestContent(bytes) });
    }

    private static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        return file.ToArray();
    }
}
