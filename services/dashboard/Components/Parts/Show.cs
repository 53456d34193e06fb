using System.Globalization;
using MudBlazor;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.Dashboard.Components.Parts;

/// <summary>Sizes, times and states as people read them.</summary>
internal static class Show
{
    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    public static string Size(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < s_units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.#} {s_units[unit]}");
    }

    public static string Duration(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    public static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static Color Color(ProgressState state) => state switch
    {
        ProgressState.Finalized => MudBlazor.Color.Success,
        ProgressState.Aborted => MudBlazor.Color.Error,
        ProgressState.Processing => MudBlazor.Color.Warning,
        _ => MudBlazor.Color.Info,
    };

    public static Color StepColor(string state) => state switch
    {
        "passed" => MudBlazor.Color.Success,
        "failed" => MudBlazor.Color.Error,
        "pending" => MudBlazor.Color.Default,
        _ => MudBlazor.Color.Warning,
    };
}
