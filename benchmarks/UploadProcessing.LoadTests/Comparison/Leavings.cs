using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>What a contender's turn leaves behind, cleared so that the next one begins with the same memory and an idle disk.</summary>
/// <remarks>A page that the machine has never used costs several times one that it has: whoever keeps files in the cache would have to take new
/// ones in every round.</remarks>
internal static partial class Leavings
{
    private const int MostFlushed = 100;
    private const int DontNeed = 4;     // POSIX_FADV_DONTNEED

    /// <returns>How many seconds the files took to be flushed, of a contender that does not do it.</returns>
    public static double Clear(Contender contender)
    {
        var files = Directory.GetFiles(contender.Files, "*", SearchOption.AllDirectories);
        // Of thousands of files nobody wants to wait for each.
        var begun = Stopwatch.GetTimestamp();
        foreach (var file in contender.Flushes || files.Length > MostFlushed ? [] : files)
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        foreach (var file in files)
        {
            if (contender.Flushes)
            {
                Evict(file);
            }
            else
            {
                File.Delete(file);
            }
        }

        return took;
    }

    // Ours stay: to whoever holds the database they are files that were uploaded.
    private static void Evict(string file)
    {
        using var handle = File.OpenHandle(file);
        _ = Advise(handle, 0, 0, DontNeed);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
