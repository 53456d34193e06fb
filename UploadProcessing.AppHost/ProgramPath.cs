namespace UploadProcessing.AppHost;

internal static class ProgramPath
{
    /// <summary>A program on the PATH or in one of the other folders.</summary>
    public static string? Find(string program, params string[] otherFolders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(otherFolders)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);
}
