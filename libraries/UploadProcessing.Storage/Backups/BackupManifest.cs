using System.Text.Json;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Backups;

/// <summary><c>backup.json</c>, written last: a folder without it is not a whole backup.</summary>
/// <param name="Format">Which build can read it.</param>
/// <param name="MadeAt">The instant it shows.</param>
/// <param name="Revisions">How many there are in it.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record BackupManifest(int Format, DateTimeOffset MadeAt, long Revisions, long Bytes)
{
    /// <summary>What this build writes and reads.</summary>
    public const int CurrentFormat = 1;

    private const string FileName = "backup.json";

    public static BackupManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<BackupManifest>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
    }

    public void Write(string folder)
    {
        using (var file = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web);
            file.Flush(flushToDisk: true);
        }

        LocalFileSystem.ThisMachine.FlushFolder(folder);
    }
}
