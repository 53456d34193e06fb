using UploadProcessing.Storage.Backups;

namespace UploadProcessing.Maintenance;

/// <summary>How a backup or a restore ended, for people.</summary>
internal static class CopyReport
{
    public static int Write(BackupResult result, string done, TextWriter output, TextWriter error)
    {
        if (result.Refusal is { } refusal)
        {
            error.WriteLine(refusal);
            return ExitCodes.NotDone;
        }

        output.WriteLine($"{done}. Revisions: {result.Revisions}, bytes: {result.Bytes}.");
        if (result.Findings.Count == 0)
        {
            return ExitCodes.Clean;
        }

        output.WriteLine("These are damaged where they were copied from:");
        var report = new TextReport(output);
        foreach (var finding in result.Findings)
        {
            report.Add(finding);
        }

        return report.End();
    }
}
