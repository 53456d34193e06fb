using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Offline;

/// <summary>Where generated parameters are kept, so that the second start finds what the first one made.</summary>
internal static class UserSecrets
{
    private static readonly Lock Gate = new();
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Save(Assembly? appHost, string key, string value)
    {
        if (appHost?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId is not { } id)
        {
            return;     // A project without UserSecretsId keeps nothing.
        }

        lock (Gate)
        {
            var file = PathHelper.GetSecretsPathFromSecretsId(id);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var secrets = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [] : [];
            secrets[key] = value;

            // Whole or not at all, and for this user's eyes only.
            var fresh = $"{file}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(fresh, options))
            {
                writer.Write(secrets.ToJsonString(Indented));
            }

            File.Move(fresh, file, overwrite: true);
        }
    }
}
