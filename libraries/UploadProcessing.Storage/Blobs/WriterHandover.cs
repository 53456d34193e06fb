using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace UploadProcessing.Storage.Blobs;

/// <summary>How a newer request gets the blob of an older one whose client has most likely gone: it says that it wants it, and the older lets go.</summary>
/// <remarks>
/// A wish is a file <c>wanted/{id}</c> with a random token in it, so that it reaches other processes too; a dead one's lock the system has
/// freed already. The newest wish counts: whoever finds somebody else's token in its place gives up. Every process looks into that one
/// folder, which is empty nearly always, so that the number of uploads under way costs nothing.
/// </remarks>
internal sealed class WriterHandover : IDisposable
{
    // Well below what a person notices, well above what a look into an empty folder costs.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TryEvery = TimeSpan.FromMilliseconds(5);

    private readonly string _wanted;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _writers = new(StringComparer.Ordinal);
    private readonly ITimer _timer;

    public WriterHandover(string root)
    {
        _wanted = Path.Combine(root, "wanted");
        Directory.CreateDirectory(_wanted);
        // The system's clock: what other processes do keeps no other.
        _timer = TimeProvider.System.CreateTimer(_ => LookAround(), state: null, LookEvery, LookEvery);
    }

    /// <summary>Takes the lock, asking whoever holds it to let go; null when they do not within <paramref name="patience"/>, or when
    /// somebody newer wants it too.</summary>
    public async ValueTask<FileLock?> TakeAsync(string name, Func<FileLock?> tryTake, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (tryTake() is { } free)
        {
            return free;
        }

        var wish = Path.Combine(_wanted, name);
        var token = RandomNumberGenerator.GetHexString(16);
        Write(wish, token);
        Tell(name);
        var begun = TimeProvider.System.GetTimestamp();
        using var tries = new PeriodicTimer(TryEvery);
        try
        {
            while (Read(wish) == token && TimeProvider.System.GetElapsedTime(begun) < patience)
            {
                if (tryTake() is { } taken)
                {
                    return taken;
                }

                await tries.WaitForNextTickAsync(cancellationToken);
            }

            return null;
        }
        finally
        {
            if (Read(wish) == token)
            {
                File.Delete(wish);
            }
        }
    }

    /// <summary>Begins to listen for wishes for what this process writes.</summary>
    public CancellationToken Listen(string name)
    {
        var source = new CancellationTokenSource();
        _writers[name] = source;
        return source.Token;
    }

    /// <summary>Ends it, while the lock is still held. What was made for it is not disposed: a wish may be reaching it just now.</summary>
    public void Leave(string name) => _writers.TryRemove(name, out _);

    public void Dispose() => _timer.Dispose();

    private void LookAround()
    {
        if (_writers.IsEmpty)
        {
            return;
        }

        foreach (var wish in new DirectoryInfo(_wanted).EnumerateFiles())
        {
            if (TimeProvider.System.GetUtcNow() - wish.LastWriteTimeUtc > Forgotten)
            {
                // Whoever wished has died meanwhile; it must not end every writer to come.
                wish.Delete();
            }
            else
            {
                Tell(wish.Name);
            }
        }
    }

    private void Tell(string name)
    {
        if (_writers.TryGetValue(name, out var source))
        {
            // Elsewhere: whoever lets go may have a lot to flush.
            _ = source.CancelAsync();
        }
    }

    private static void Write(string path, string token)
    {
        // Under another name first: a reader must never find half of it.
        var draft = $"{path}.{token}";
        File.WriteAllText(draft, token);
        File.Move(draft, path, overwrite: true);
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
