using System.Text.Json;
using Microsoft.Data.Sqlite;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.DataProvider.DataProviderProgram;

namespace ServiceTests.DataProvider;

/// <summary><c>dataprovider fsck</c>, <c>backup</c> and <c>restore</c> beside services that run on the same data root.</summary>
public sealed class StorageCommandTests(TransferFixture services) : IClassFixture<TransferFixture>, IDisposable
{
    private const int PageSize = 4096;

    private readonly string _folder = Directory.CreateTempSubdirectory("storage-commands-").FullName;

    private string Backup => Path.Combine(_folder, "backup");

    private string Restored => Path.Combine(_folder, "restored");

    private string DataRoot => services.Storage.DataRoot;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fsck_WhileTheServicesRun_IsCleanAndExitsWith0()
    {
        await UploadAsync("hello");

        var (exitCode, output, error) = await RunAsync("fsck", "--deep", "--data-root", DataRoot);

        Assert.Equal((0, "Clean: nothing is wrong.", ""), (exitCode, output.Trim(), error));
    }

    [Fact]
    public async Task Fsck_FlippedBit_IsNamedWithSpacePathAndRevisionAndExitsWith1()
    {
        var space = await UploadAsync("a file with a bit that flips");
        await RestoreAsync();
        var blob = Directory.EnumerateFiles(Path.Combine(Restored, "blobs"), "*", SearchOption.AllDirectories)
            .Single(file => File.ReadAllText(file) == "a file with a bit that flips");
        var bytes = await File.ReadAllBytesAsync(blob, TestContext.Current.CancellationToken);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await RunAsync("fsck", "--data-root", Restored)).ExitCode);
        var (exitCode, output, _) = await RunAsync("fsck", "--deep", "--json", "--data-root", Restored);

        Assert.Equal(1, exitCode);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(1, report.RootElement.GetProperty("exitCode").GetInt32());
        var problem = Assert.Single(report.RootElement.GetProperty("problems").EnumerateArray());
        Assert.Equal("wrong-digest", problem.GetProperty("problem").GetString());
        Assert.Equal(space, problem.GetProperty("space").GetString());
        Assert.Equal("Lab", problem.GetProperty("spaceName").GetString());
        Assert.Equal("/file", problem.GetProperty("path").GetString());
        Assert.Equal(Path.GetFileName(blob), problem.GetProperty("revision").GetString());
        Assert.False(problem.GetProperty("repaired").GetBoolean());
    }

    [Fact]
    public async Task FsckRepair_OldBlobThatNobodyNames_RemovesItAndExitsWith3ThenIsClean()
    {
        await UploadAsync("hello");
        await RestoreAsync();
        var orphan = Path.Combine(Restored, "blobs", "ab", "01994fd5-0000-7000-8000-0000000000ab");
        await File.WriteAllTextAsync(orphan, "left behind", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(orphan, DateTime.UnixEpoch);

        var (exitCode, output, _) = await RunAsync("fsck", "--data-root", Restored);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("orphaned-blob: ", output, StringComparison.Ordinal);
        Assert.Equal(3, (await RunAsync("fsck", "--repair", "--data-root", Restored)).ExitCode);
        Assert.False(File.Exists(orphan));
        Assert.Equal(0, (await RunAsync("fsck", "--repair", "--data-root", Restored)).ExitCode);
    }

    [Fact]
    public async Task Fsck_BrokenDatabase_IsNamedAndExitsWith1()
    {
        await UploadAsync("hello");
        await RestoreAsync();
        var database = Path.Combine(Restored, "metadata.db");
        // An index of nodes, which opening the database does not need.
        var page = RootPageOf(database, "nodes");
        await using (var file = new FileStream(database, FileMode.Open))
        {
            file.Seek((page - 1) * PageSize, SeekOrigin.Begin);
            await file.WriteAsync(new byte[PageSize], TestContext.Current.CancellationToken);
        }

        var (exitCode, output, _) = await RunAsync("fsck", "--repair", "--data-root", Restored);

        Assert.Equal(1, exitCode);
        Assert.Contains("broken-database", output, StringComparison.Ordinal);
    }

    private static long RootPageOf(string database, string table)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = $table ORDER BY rootpage LIMIT 1";
        command.Parameters.AddWithValue("$table", table);
        return (long)command.ExecuteScalar()!;
    }

    [Fact]
    public async Task Fsck_WithoutADatabase_ExitsWith2AndMakesNone()
    {
        var (exitCode, _, error) = await RunAsync("fsck", "--data-root", Restored);

        Assert.Equal(2, exitCode);
        Assert.Contains("metadata.db", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Restored));
    }

    [Theory]
    [InlineData("fsck", "--rapair")]
    [InlineData("backup", "--link")]
    [InlineData("restore", "--data-root")]
    public async Task Command_NotUnderstood_ExitsWith2AndSaysWhy(string command, string option)
    {
        var (exitCode, output, error) = await RunAsync(command, option);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_IntoADataRootInUse_ExitsWith2()
    {
        await UploadAsync("hello");
        Assert.Equal(0, (await RunAsync("backup", Backup, "--data-root", DataRoot)).ExitCode);

        var (exitCode, _, error) = await RunAsync("restore", Backup, "--data-root", DataRoot);

        Assert.Equal(2, exitCode);
        Assert.Contains("not empty", error, StringComparison.Ordinal);
    }

    /// <summary>A new space with one file.</summary>
    private async Task<string> UploadAsync(string text)
    {
        var space = await services.Storage.CreateSpaceAsync();
        await services.UploadAsync(space, "file", text);
        return space;
    }

    /// <summary>What the services have now, elsewhere.</summary>
    private async Task RestoreAsync()
    {
        var (backedUp, output, _) = await RunAsync("backup", Backup, "--data-root", DataRoot);
        Assert.Equal(0, backedUp);
        Assert.Contains("Backed up", output, StringComparison.Ordinal);
        var (restored, report, _) = await RunAsync("restore", Backup, "--data-root", Restored);
        Assert.Equal(0, restored);
        Assert.Contains("Clean: nothing is wrong.", report, StringComparison.Ordinal);
    }
}
