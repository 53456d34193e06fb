using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>Where an upload that has begun lives. Both addresses have a token in them, and open this one upload to whoever reads them.</summary>
internal sealed record RememberedUpload(Uri Upload, Uri? Progress);

/// <summary>Uploads that have begun and not ended, so that the same command goes on with them: a file each, for this user's eyes only.</summary>
internal sealed class RememberedUploads(string folder)
{
    // Servers forget them earlier (Uploads:MaximumAge).
    private static readonly TimeSpan Age = TimeSpan.FromDays(30);

    public static RememberedUploads OfThisUser() => new(Path.Combine(StateFolder(), "uploads"));

    /// <summary>Names an upload by what it is: another target, or another version of the file, is another one.</summary>
    public static string KeyOf(FileInfo file, UploadTarget target) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}\n{target.Creation}\n{target.Name}")));

    public RememberedUpload? Find(string key)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(FileOf(key)), PutJson.Default.RememberedUpload);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Nothing to go on with: the upload begins anew, which costs time and nothing else.
            return null;
        }
    }

    public void Remember(string key, RememberedUpload upload)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - Age))
        {
            File.Delete(old);
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = $"{FileOf(key)}.{Environment.ProcessId}";
        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, upload, PutJson.Default.RememberedUpload);
        }

        File.Move(temporary, FileOf(key), overwrite: true);
    }

    public void Forget(string key)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(FileOf(key));
        }
    }

    private static string StateFolder() =>
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state ? state
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");

    private string FileOf(string key) => Path.Combine(folder, key);
}
