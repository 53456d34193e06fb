using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace StorageConformance;

/// <summary>The default drivers: metadata in SQLite, bytes in files.</summary>
public sealed class SqliteAndFiles : StorageDriver
{
    protected override void Configure(IHostApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(
        new Dictionary<string, string?> { ["Storage:DataRoot"] = Folder });
}

/// <summary>The same below a symbolic link, as where /home is one.</summary>
public sealed class SqliteAndFilesBehindALink : StorageDriver
{
    protected override void Configure(IHostApplicationBuilder builder)
    {
        var link = Path.Combine(Folder, "link");
        if (!Directory.Exists(link))
        {
            Directory.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(Folder, "real")).FullName);
        }

        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = Path.Combine(link, "data") });
    }
}

public sealed class SqliteAndFilesBehindALinkBlobs : BlobTests<SqliteAndFilesBehindALink>;

public sealed class SqliteAndFilesInitiation : InitiationTests<SqliteAndFiles>;

public sealed class SqliteAndFilesFinalizer : FinalizerTests<SqliteAndFiles>;

public sealed class SqliteAndFilesTree : TreeTests<SqliteAndFiles>;

public sealed class SqliteAndFilesBlobs : BlobTests<SqliteAndFiles>;

public sealed class SqliteAndFilesMetadata : MetadataTests<SqliteAndFiles>;

public sealed class SqliteAndFilesMembers : MemberTests<SqliteAndFiles>;

public sealed class SqliteAndFilesMove : MoveTests<SqliteAndFiles>;

public sealed class SqliteAndFilesSpaces : SpaceTests<SqliteAndFiles>;

public sealed class SqliteAndFilesOutbox : OutboxTests<SqliteAndFiles>;

public sealed class SqliteAndFilesQuota : QuotaTests<SqliteAndFiles>;

public sealed class SqliteAndFilesRevisions : RevisionTests<SqliteAndFiles>;

public sealed class SqliteAndFilesAppPasswords : AppPasswordTests<SqliteAndFiles>;

public sealed class SqliteAndFilesSweeper : SweeperTests<SqliteAndFiles>;

public sealed class SqliteAndFilesResumable : ResumableTests<SqliteAndFiles>;

public sealed class SqliteAndFilesFsck : FsckTests<SqliteAndFiles>;

public sealed class SqliteAndFilesFsckOfBlobs : BlobFsckTests<SqliteAndFiles>;

public sealed class SqliteAndFilesFsckUnderLoad : FsckUnderLoadTests<SqliteAndFiles>;

public sealed class SqliteAndFilesScrub : ScrubTests<SqliteAndFiles>;

public sealed class SqliteAndFilesBackup : BackupTests<SqliteAndFiles>;

public sealed class SqliteAndFilesCrashes : CrashTests<SqliteAndFiles>;

public sealed class SqliteAndFilesProcessing : ProcessingTests<SqliteAndFiles>;

public sealed class SqliteAndFilesHistory : HistoryTests<SqliteAndFiles>;

public sealed class SqliteAndFilesRestart : RestartTests<SqliteAndFiles>;

public sealed class SqliteAndFilesRescan : RescanTests<SqliteAndFiles>;
