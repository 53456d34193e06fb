using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StorageConformance.Faults;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Files;

namespace StorageConformance;

/// <summary>The default drivers on a disk that forgets what was not flushed. After a cut the same data root is another folder: the next disk.</summary>
public sealed class SqliteAndForgetfulFiles : PowerCutDriver
{
    private ForgetfulFileSystem? _files;
    private DatabaseImage? _image;
    private int _disk;

    // In memory where there is such a place: this disk is cut off by hand, and thousands of times.
    protected override string Above => Directory.Exists("/dev/shm") ? "/dev/shm" : base.Above;

    private string Disk => Path.Combine(Folder, $"disk-{_disk}");

    private string DataRoot => Path.Combine(Disk, "data");

    public override async Task CutAsync()
    {
        Points.End();
        await RestartAsync();
        var (dead, named) = (Disk, _files!.IsFlushed(DataRoot));
        _disk++;
        _files.Survive(Disk, Chance);
        if (Directory.Exists(DataRoot) && (named || Chance.Next(2) == 0))
        {
            _image!.WriteTo(DataRoot);
        }

        Directory.Delete(dead, recursive: true);
        (_files, _image) = (null, null);
        Points.Stop();
    }

    protected override void Configure(IHostApplicationBuilder builder)
    {
        Directory.CreateDirectory(Disk);
        _files ??= new ForgetfulFileSystem(Disk, Points);
        Points.Ending = () => _image ??= DatabaseImage.Take(DataRoot);
        builder.Services.AddSingleton<IFileSystem>(_files);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = DataRoot });
    }

    protected override void Replace(IServiceCollection services) =>
        Replace<IMetadataStore>(services, metadata => new TornMetadata(metadata, Points, () => DatabaseImage.Take(DataRoot),
            (before, after) => _image = DatabaseImage.Torn(before, after, Chance)));
}

public sealed class SqliteAndFilesPowerCuts : PowerCutTests<SqliteAndForgetfulFiles>;
