using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Maintenance;

/// <summary>How a command tells what it found.</summary>
internal interface IReport
{
    void Add(Finding finding);

    /// <summary>Closes the report.</summary>
    /// <returns>The exit code.</returns>
    int End();
}
