using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace Simulation;

/// <summary>What must be true whatever happened.</summary>
internal static class Promises
{
    /// <summary>At every moment.</summary>
    public static void HoldAlways(World world)
    {
        var space = SpaceOf(world);
        Assert.True(space.UsedBytes + space.ReservedBytes <= space.QuotaBytes, $"The quota is overdrawn: {space}");
        Assert.True(space is { UsedBytes: >= 0, ReservedBytes: >= 0 }, $"More was given back than taken: {space}");
        foreach (var told in world.Bus.Delivered.Keys)
        {
            Assert.True(world.Database.Committed.Contains(told), $"An event tells of {told}, which was never committed.");
        }
    }

    /// <summary>Once everything has come to rest.</summary>
    public static void HoldInTheEnd(World world)
    {
        foreach (var committed in world.Database.Committed)
        {
            Assert.True(world.Bus.Delivered.ContainsKey(committed), $"No event tells of {committed}.");
        }

        foreach (var (upload, told) in world.Bus.Delivered)
        {
            var sent = world.Journal.Entries.Single(entry => entry.Upload == upload);
            Assert.Equal((sent.Name.Split('/')[^1], sent.Content!.Length), (told.Name, told.Size));
        }

        var shown = new Dictionary<string, Node>();
        foreach (var name in world.Journal.Entries.Select(entry => entry.Name).Distinct())
        {
            if (Find(world, name) is { } file)
            {
                shown.Add(name, file);
                IsWhatWasSent(world, name, file);
            }
            else
            {
                Assert.True(world.Journal.MayBeMissing(name), $"'{name}' is gone.");
            }
        }
    }

    private static void IsWhatWasSent(World world, string name, Node file)
    {
        var sent = world.Journal.Entries.SingleOrDefault(entry => entry.Upload == file.Revision);
        Assert.True(sent is not null, $"'{name}' shows an upload that nobody made.");
        Assert.True(world.Journal.Possible(name).Contains(sent), $"'{name}' shows what was refused or replaced: {sent}");

        var blob = world.Disk.Find(file.Revision!.Value);
        Assert.True(blob is { Deleted: false }, $"'{name}' has lost its bytes.");
        Assert.Equal(sent.Content, blob.Bytes);
        Assert.Equal(sent.Content!.Length, blob.Synced);
    }

    private static Space SpaceOf(World world) => world.Database.Run(transaction => transaction.Spaces.FindAsync(world.Space))!;

    private static Node? Find(World world, string path) => world.Database.Run(async transaction =>
        await transaction.Nodes.ResolveAsync((await transaction.Spaces.FindAsync(world.Space))!.Root, path.Split('/')));
}
