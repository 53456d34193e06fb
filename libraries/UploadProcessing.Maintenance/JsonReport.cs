using System.Text.Encodings.Web;
using System.Text.Json;
using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Maintenance;

/// <summary>For programs: one document at the end.</summary>
internal sealed class JsonReport(TextWriter output) : IReport
{
    // Not for a web page: apostrophes stay what they are. Control characters are escaped all the same.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Finding> _findings = [];

    public void Add(Finding finding) => _findings.Add(finding);

    public int End()
    {
        var exitCode = _findings switch
        {
            [] => ExitCodes.Clean,
            _ when _findings.TrueForAll(finding => finding.Repaired) => ExitCodes.Repaired,
            _ => ExitCodes.Problems,
        };
        output.WriteLine(JsonSerializer.Serialize(new { ExitCode = exitCode, Problems = _findings.Select(Describe) }, Format));
        return exitCode;
    }

    private static object Describe(Finding finding) => new
    {
        finding.Problem,
        finding.Detail,
        finding.Repaired,
        Space = finding.Place.Space?.ToString(),
        finding.Place.SpaceName,
        finding.Place.Path,
        Node = finding.Node?.ToString(),
        Revision = finding.Upload?.ToString(),
    };
}
