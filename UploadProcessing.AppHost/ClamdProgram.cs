namespace UploadProcessing.AppHost;

/// <summary>Where this machine has a virus scanner, if it has one that can find anything.</summary>
internal static class ClamdProgram
{
    public const string PathKey = "Uploads:ClamdPath";
    public const string DatabaseKey = "Uploads:ClamdDatabase";

    private static readonly string[] AlsoSearched = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];
    private static readonly string[] Databases = ["/var/lib/clamav", "/opt/homebrew/var/lib/clamav"];
    private static readonly string[] Signatures = ["*.cvd", "*.cld", "*.ndb", "*.hdb"];

    /// <summary>The program and its signatures; or why there is no scan, for people.</summary>
    public static (string Program, string Database, string? Missing) Find(string? program, string? database)
    {
        var found = string.IsNullOrEmpty(program) ? ProgramPath.Find("clamd", AlsoSearched) : program;
        if (found is null || !File.Exists(found))
        {
            return ("", "", "clamd was not found (Debian: apt-get install clamav-daemon clamav-freshclam).");
        }

        var signatures = string.IsNullOrEmpty(database) ? Databases.FirstOrDefault(HasSignatures) : database;
        return signatures is not null && HasSignatures(signatures)
            ? (found, signatures, null)
            : (found, "", "clamd is there, its signatures are not: run freshclam once.");
    }

    private static bool HasSignatures(string folder) =>
        Directory.Exists(folder) && Signatures.Any(pattern => Directory.EnumerateFiles(folder, pattern).Any());
}
