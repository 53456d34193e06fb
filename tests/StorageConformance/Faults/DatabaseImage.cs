namespace StorageConformance.Faults;

/// <summary>SQLite's files at one moment. It does its own I/O, so they are taken as they are, and torn here.</summary>
internal sealed record DatabaseImage(byte[] Database, byte[] Log)
{
    private const int Sector = 512;

    public static DatabaseImage Take(string dataRoot) => new(Read(Name(dataRoot)), Read(Name(dataRoot) + "-wal"));

    /// <summary>What a power cut leaves of a commit that had not returned.</summary>
    public static DatabaseImage Torn(DatabaseImage before, DatabaseImage after, Random chance) =>
        // A checkpoint begins only when the log is flushed: either of the two is torn, never both.
        before.Database.AsSpan().SequenceEqual(after.Database) || chance.Next(2) == 0
            ? new(before.Database, Torn(before.Log, after.Log, chance))
            : new(Torn(before.Database, after.Database, chance), after.Log);

    public void WriteTo(string dataRoot)
    {
        if (Database.Length > 0)
        {
            File.WriteAllBytes(Name(dataRoot), Database);
            File.WriteAllBytes(Name(dataRoot) + "-wal", Log);
        }
    }

    private static byte[] Torn(byte[] before, byte[] after, Random chance)
    {
        var cut = chance.Next(Math.Min(before.Length, after.Length), Math.Max(before.Length, after.Length) + 1);
        var torn = new byte[chance.Next(2) == 0 ? cut : after.Length];
        for (var start = 0; start < torn.Length; start += Sector)
        {
            var old = SectorOf(before, start, torn.Length);
            var written = SectorOf(after, start, torn.Length);
            var kept = old.SequenceEqual(written) || chance.Next(2) == 0 ? old : written;
            kept.CopyTo(torn.AsSpan(start));
            var hit = chance.Next(Math.Min(Sector, torn.Length - start));
            if (chance.Next(8) == 0 && (hit >= old.Length || hit >= written.Length || old[hit] != written[hit]))
            {
                // What was being written may come back as anything; what stood beside it does not (SQLite's "powersafe overwrite").
                torn[start + hit] ^= (byte)chance.Next(1, 256);
            }
        }

        return torn;
    }

    private static ReadOnlySpan<byte> SectorOf(byte[] file, int start, int length) =>
        start >= file.Length ? [] : file.AsSpan(start, Math.Min(Sector, Math.Min(file.Length, length) - start));

    private static string Name(string dataRoot) => Path.Combine(dataRoot, "metadata.db");

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
