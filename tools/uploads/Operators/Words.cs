using System.Globalization;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Operators;

/// <summary>Sizes, ages and states as people read them.</summary>
internal static class Words
{
    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1024; unit++)
        {
            value /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {s_units[unit]}");
    }

    /// <summary>How much has arrived: of how much, as long as that is not all.</summary>
    public static string Received(long offset, long? length) => length == offset ? Size(offset) : $"{Size(offset)} of {(length is { } whole ? Size(whole) : "?")}";

    public static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => $"{(int)age.TotalDays} d {age.Hours} h",
        { TotalHours: >= 1 } => $"{(int)age.TotalHours} h {age.Minutes} min",
        { TotalMinutes: >= 1 } => $"{(int)age.TotalMinutes} min {age.Seconds} s",
        _ => $"{Math.Max(0, (int)age.TotalSeconds)} s",
    };

    /// <summary>A day's time or, of another day, its date as well; this machine's time zone.</summary>
    public static string Time(DateTimeOffset at)
    {
        var local = at.ToLocalTime();
        return local.ToString(local.Date == DateTime.Today ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    public static Markup State(ProgressState state) => new(state switch
    {
        ProgressState.Finalized => "[green]finalized[/]",
        ProgressState.Aborted => "[red]aborted[/]",
        ProgressState.Processing => "[yellow]processing[/]",
        _ => "[blue]receiving[/]",
    });

    /// <summary>The step that is at work or has ended it, and which attempt at it.</summary>
    public static string Step(AdminUpload upload) => (upload.Step, upload.Attempt) switch
    {
        (null, _) => "",
        (var step, > 1) => $"{step} ({upload.Attempt}.)",
        (var step, _) => step,
    };

    /// <summary><c>90s</c>, <c>10m</c>, <c>2h</c>, <c>3d</c>, or seconds; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        return int.TryParse(seconds == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && (double)count * seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds((double)count * Math.Max(1, seconds))
            : null;
    }
}
