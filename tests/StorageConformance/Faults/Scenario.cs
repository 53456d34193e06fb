namespace StorageConformance.Faults;

/// <summary>What a client does while the power may go: first undisturbed, then with every call a possible last one.</summary>
internal sealed record Scenario(string Name, Func<RememberingClient, Task> Before, Func<RememberingClient, Task> Disturbed)
{
    private static readonly byte[] One = Content(700, 1);
    private static readonly byte[] Two = Content(900, 2);
    private static readonly byte[] Three = Content(5000, 3);

    // Long enough that room is set aside for it, and given back.
    private static readonly byte[] Long = Content(2_300_000, 4);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("upload", _ => Task.CompletedTask, client => client.PutAsync("a", One)),
        new("large upload", _ => Task.CompletedTask, client => client.PutAsync("a", Long)),
        new("overwrite", OverwriteAsync, client => client.PutAsync("a", Three)),
        new("upload in parts", _ => Task.CompletedTask, client => client.PutInPartsAsync("a", Three, 3)),
        new("resume of a sealed upload", client => client.SealAsync("a", Three), client => client.ResumeAsync()),
        new("abort", client => client.PutAsync("a", One), client => client.AbortAsync("a", Two)),
        new("delete and collect", OverwriteAsync, RemoveAsync),
        new("sweep", LeaveBehindAsync, client => client.SweepAsync()),
    ];

    /// <summary>One thing that a client, or the service by itself, does.</summary>
    public static Task AnythingAsync(RememberingClient client, Random random)
    {
        var name = ((char)('a' + random.Next(3))).ToString();
        var content = random.Next(12) == 0 ? Long : Content(random.Next(6000), random.Next());
        return random.Next(12) switch
        {
            < 4 => client.PutAsync(name, content),
            < 6 => client.PutInPartsAsync(name, content, random.Next(1, 4)),
            6 => client.ResumeAsync(),
            7 => client.AbortAsync(name, content),
            8 => client.LeaveAsync(name, content),
            9 => client.RemoveAsync(name),
            10 => client.CollectAsync(),
            _ => client.SweepAsync(),
        };
    }

    public static byte[] Content(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    public override string ToString() => Name;

    // As many revisions as are kept: one more and the first goes.
    private static async Task OverwriteAsync(RememberingClient client)
    {
        await client.PutAsync("a", One);
        await client.PutAsync("a", Two);
    }

    private static async Task RemoveAsync(RememberingClient client)
    {
        await client.RemoveAsync("a");
        await client.CollectAsync();
    }

    private static async Task LeaveBehindAsync(RememberingClient client)
    {
        await client.PutAsync("a", One);
        await client.LeaveAsync("b", Two);
        await client.LeaveAsync("c", Three);
        await client.OrphanAsync(One);
    }
}
