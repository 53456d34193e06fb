using System.Text.Json;
using ClientTests.Watching;

namespace ClientTests.CommandLine;

/// <summary>What operators do with <c>uploads</c>, with uploads that are being received and processed.</summary>
public sealed class OperateTests(WatchedTopology topology) : IClassFixture<WatchedTopology>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_ThatWaits_IsListedShownAbortedAndPurged()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        await WatchedUpload.CreateAsync(place.Client, place.Server, "waits.txt", Stop);
        var id = await uploads.IdOfAsync("waits.txt");

        Assert.Contains("waits.txt", (await uploads.OperateAsync("list", "--state", "receiving", "--user", "einstein")).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("waits.txt", (await uploads.OperateAsync("list", "--older-than", "1h")).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("started", (await uploads.OperateAsync("show", id)).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("409", (await uploads.OperateAsync("purge", id)).EndedWith(1).Error, StringComparison.Ordinal);
        (await uploads.OperateAsync("abort", id)).EndedWith(0);
        Assert.Contains("operator", (await uploads.OperateAsync("list", "--state", "aborted")).EndedWith(0).Output, StringComparison.Ordinal);
        (await uploads.OperateAsync("purge", id)).EndedWith(0);
        Assert.Contains("no such upload", (await uploads.OperateAsync("show", id)).EndedWith(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_InProcessing_IsWatchedToItsEnd()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        var upload = await WatchedUpload.CreateAsync(place.Client, place.Server, "watched.txt", Stop);
        var id = await uploads.IdOfAsync("watched.txt");

        var watching = uploads.OperateAsync("watch", id, "--json");
        await upload.SendAsync(Stop);

        var states = (await watching).EndedWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()).ToList();
        Assert.Equal("receiving", states[0]);
        Assert.Equal("finalized", states[^1]);
        Assert.Contains("processing", states);
        Assert.Contains("delay passed", (await uploads.OperateAsync("show", id)).EndedWith(0).Output, StringComparison.Ordinal);
        (await uploads.OperateAsync("replay", id)).EndedWith(0);
    }

    [Fact]
    public async Task InATerminal_HelpAndTablesAndQuestions_AreReadable()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        await WatchedUpload.CreateAsync(place.Client, place.Server, "asked.txt", Stop);
        var id = await uploads.IdOfAsync("asked.txt");
        await using var terminal = await Terminal.StartAsync(place.Local, uploads.Environment);

        await terminal.TypeAsync($"{UploadsProgram.Path} --help; echo ended with $?");
        var help = await terminal.SeesAsync(seen => seen.Contains("ended with 0", StringComparison.Ordinal), "The help's end");
        Assert.All((string[])["put", "list", "show", "watch", "resume", "restart", "replay", "abort", "purge", "events", "rescan", "quarantine", "health", "fsck", "backup", "restore"],
            command => Assert.Matches($@"(?m)^  {command}\b", help));
        await terminal.TypeAsync($"{UploadsProgram.Path} abort {id} --data {topology.DataRoot}; echo answered with $?");
        await terminal.SeesAsync(seen => seen.Contains("Abort asked.txt of einstein", StringComparison.Ordinal) && seen.Contains("[y/n]", StringComparison.Ordinal), "The question");
        await terminal.TypeAsync("n");
        await terminal.SeesAsync(seen => seen.Contains("Nothing was done.", StringComparison.Ordinal) && seen.Contains("answered with 1", StringComparison.Ordinal), "That nothing was done");
        await terminal.TypeAsync($"{UploadsProgram.Path} list --data {topology.DataRoot}; echo listed with $?");
        await terminal.SeesAsync(seen => seen.Contains("listed with 0", StringComparison.Ordinal) && seen.Contains("asked.txt", StringComparison.Ordinal), "The list");
        await terminal.TypeAsync($"{UploadsProgram.Path} lits; echo failed with $?");
        await terminal.SeesAsync(seen => seen.Contains("'lits'", StringComparison.Ordinal) && seen.Contains("failed with 2", StringComparison.Ordinal), "What is not understood");
    }

    [Fact]
    public async Task WhatIsThere_IsTold()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);

        (await uploads.OperateAsync("health")).EndedWith(0);
        Assert.Contains("None was given up.", (await uploads.OperateAsync("events")).EndedWith(0).Error, StringComparison.Ordinal);
        (await uploads.OperateAsync("rescan", "--step", "policy")).EndedWith(0);
        Assert.Contains("policy", (await uploads.OperateAsync("rescan", "list")).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("None is.", (await uploads.OperateAsync("quarantine")).EndedWith(0).Error, StringComparison.Ordinal);
        Assert.Contains("Clean", (await uploads.RunAsync("fsck", "--data-root", Path.Combine(topology.DataRoot, "storage"))).EndedWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAdminApi_IsToldWithWhatToDo()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        await File.WriteAllTextAsync(place.PathOf("token"), "wrong", Stop);

        Assert.Contains("--address", (await uploads.RunAsync("list")).EndedWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("Is the dataprovider running?", (await uploads.RunAsync("list", "--address", "http://localhost:1", "--token-file", "token")).EndedWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("401", (await uploads.OperateAsync("list", "--token-file", "token")).EndedWith(2).Error, StringComparison.Ordinal);
    }
}
