using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Storage.Files;

namespace StorageConformance;

/// <summary>The default drivers with no call that only Linux has, as on Windows and macOS: nothing is set aside, folders are not flushed, no turns.</summary>
public sealed class SqliteAndPortableFiles : StorageDriver
{
    protected override void Configure(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IFileSystem>(new LocalFileSystem(usesLinuxCalls: false));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = Folder });
    }
}

public sealed class SqliteAndPortableFilesInitiation : InitiationTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesFinalizer : FinalizerTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesTree : TreeTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesBlobs : BlobTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesMetadata : MetadataTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesMembers : MemberTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesMove : MoveTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesSpaces : SpaceTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesOutbox : OutboxTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesQuota : QuotaTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesRevisions : RevisionTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesAppPasswords : AppPasswordTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesSweeper : SweeperTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesResumable : ResumableTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesFsck : FsckTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesFsckOfBlobs : BlobFsckTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesFsckUnderLoad : FsckUnderLoadTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesScrub : ScrubTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesBackup : BackupTests<SqliteAndPortableFiles>;

public sealed class SqliteAndPortableFilesCrashes : CrashTests<SqliteAndPortableFiles>;
