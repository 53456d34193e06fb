using System.Globalization;

namespace UploadProcessing.LoadTests.Measuring;

/// <summary>The processes of a server, as <c>/proc</c> tells of them (proc(5)); children are their parent's.</summary>
internal sealed class Processes(IReadOnlyDictionary<string, int> pids)
{
    // USER_HZ; the kernel tells every program 100, whatever its own clock is.
    private const double TicksPerSecond = 100;

    public static Processes None { get; } = new(new Dictionary<string, int>());

    public IEnumerable<string> Names => pids.Keys;

    public Processes Only(params string[] names) => new(pids.Where(pid => names.Contains(pid.Key)).ToDictionary());

    /// <summary>Processor time of all of them so far, the kernel's on their behalf included.</summary>
    public double CpuSeconds() => pids.Values.SelectMany(Family).Sum(CpuSeconds);

    /// <summary>Forgets the peaks so far.</summary>
    public void ResetPeaks()
    {
        foreach (var pid in pids.Values.SelectMany(Family))
        {
            File.WriteAllText($"/proc/{pid}/clear_refs", "5");
        }
    }

    /// <summary>The most memory that each has had since, in KiB.</summary>
    public Dictionary<string, long> Peaks() => pids.ToDictionary(pid => pid.Key, pid => Family(pid.Value).Sum(one => Status(one, "VmHWM")));

    /// <summary>What each has now, in KiB.</summary>
    public Dictionary<string, long> Resident() => pids.ToDictionary(pid => pid.Key, pid => Family(pid.Value).Sum(one => Status(one, "VmRSS")));

    private static IEnumerable<int> Family(int pid) => Children(pid).SelectMany(Family).Prepend(pid);

    private static List<int> Children(int pid) => [.. Directory.GetDirectories($"/proc/{pid}/task")
        .SelectMany(task => ChildrenOf(task).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];

    private static string ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/children");
        }
        catch (IOException)
        {
            // A thread that has just ended.
            return "";
        }
    }

    private static double CpuSeconds(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        // The name may hold blanks and parentheses; what follows its end does not. utime and stime are the fields 14 and 15.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Status(int pid, string name) => long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
