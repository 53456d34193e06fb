using System.Text.Json;

namespace ClientTests.CommandLine;

/// <summary><c>uploads put</c>, for people and for scripts.</summary>
public sealed class PutTests(Topology topology)
{
    // More than this machine sends in a moment.
    private const long Large = 1L << 30;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_InATerminalWithCtrlC_GoesOnWhereItWas()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("film.bin", Large, seed: 1, Stop);
        var uploads = new UploadsProgram(topology, place);
        await using var terminal = await Terminal.StartAsync(place.Local, uploads.Environment);
        var command = $"{UploadsProgram.Path} put film.bin {place.FolderUrl}/; echo ended with $?";

        await terminal.TypeAsync(command);
        await terminal.SeesAsync(seen => Percentages(seen).Any(percent => percent is > 0 and < 100), "A percentage");
        await terminal.TypeAsync("", "C-c");
        await terminal.SeesAsync(seen => seen.Contains("The same command goes on.", StringComparison.Ordinal) && seen.Contains("ended with 130", StringComparison.Ordinal), "That it goes on");
        await terminal.TypeAsync(command);
        await terminal.SeesAsync(seen => seen.Contains("ended with 0", StringComparison.Ordinal), "The end");

        var (sha256, _) = await place.Client.DownloadAsync(place.UrlOf("film.bin"), Stop);
        Assert.Equal(await place.Sha256Async("film.bin", Stop), sha256);
        var list = JsonDocument.Parse((await uploads.OperateAsync("list", "--json")).EndedWith(0).Output);
        // One upload, though there were two commands.
        Assert.Single(list.RootElement.GetProperty("uploads").EnumerateArray(), upload => upload.GetProperty("name").GetString() == "film.bin");
        Assert.Empty(Directory.EnumerateFiles(place.PathOf(Path.Combine("state", "uploads"))));
    }

    [Fact]
    public async Task Put_SeveralOfWhichOneIsRefused_NamesItAndUploadsTheOthers()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        foreach (var (name, number) in new[] { ("one.txt", 1), ("two.txt", 2), ("con\u0001trol.txt", 3) })
        {
            await place.WriteAsync(name, 1000, number, Stop);
        }

        var run = await new UploadsProgram(topology, place).RunAsync("put", "one.txt", "con\u0001trol.txt", "two.txt", place.FolderUrl, "--json");

        var results = run.EndedWith(1).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(result => result.GetProperty("file").GetString()!);
        Assert.Equal("finalized", results["one.txt"].GetProperty("state").GetString());
        Assert.Equal("finalized", results["two.txt"].GetProperty("state").GetString());
        Assert.Equal("failed", results["con\u0001trol.txt"].GetProperty("state").GetString());
        Assert.NotEmpty(results["con\u0001trol.txt"].GetProperty("reason").GetString()!);
        Assert.Equal(["one.txt", "two.txt"], (await place.ListAsync(Stop)).Keys.Order());
    }

    [Fact]
    public async Task Put_ToAnAddress_GivesTheFileThatName()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("here.txt", 10, seed: 1, Stop);
        await place.WriteAsync("empty.txt", 0, seed: 1, Stop);
        var uploads = new UploadsProgram(topology, place);

        (await uploads.RunAsync("put", "here.txt", place.UrlOf("there ä.txt"))).EndedWith(0);
        (await uploads.RunAsync("put", "empty.txt", place.UrlOf("there ä.txt"))).EndedWith(0);      // over it
        (await uploads.RunAsync("put", "empty.txt", place.FolderUrl)).EndedWith(0);

        Assert.Equal([("empty.txt", 0L), ("there ä.txt", 0L)], (await place.ListAsync(Stop)).OrderBy(file => file.Key).Select(file => (file.Key, file.Value ?? -1)));
    }

    [Theory]
    [InlineData("There is no file", "missing.txt", "http://localhost:1/")]
    [InlineData("cannot be reached", "here.txt", "http://localhost:1/")]
    [InlineData("is no URL", "here.txt", "here.txt")]
    public async Task Put_ThatCannotBegin_SaysWhy(string reason, string file, string url)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("here.txt", 10, seed: 1, Stop);

        var run = await new UploadsProgram(topology, place).RunAsync("put", file, url);

        Assert.Contains(reason, run.EndedWith(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WithAWrongPassword_SaysSo()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("here.txt", 10, seed: 1, Stop);

        var run = await new UploadsProgram(topology, place).RunAsync("put", "here.txt", place.FolderUrl, "-u", "einstein:wrong");

        Assert.Contains("Is the name or the token right?", run.EndedWith(2).Error, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Percentages(string seen) => seen.Split([' ', '\n'])
        .Where(word => word.EndsWith('%')).Select(word => int.TryParse(word[..^1], out var percent) ? percent : 0);
}
