using UploadProcessing.Storage.Files;

namespace StorageConformance.Faults;

/// <summary>A disk that forgets what was not flushed: bytes, lengths, names and removals. Real files, and beside them what of them is durable.</summary>
internal sealed class ForgetfulFileSystem : IFileSystem
{
    private readonly LocalFileSystem _live = new(usesLinuxCalls: OperatingSystem.IsLinux());
    private readonly Dictionary<string, RememberedFile> _names = [];
    private readonly Dictionary<string, RememberedFile> _durable = [];
    private readonly HashSet<string> _flushed = [];
    private readonly string _root;
    private readonly CallPoints _points;

    /// <summary>What is below <paramref name="root"/> already has survived.</summary>
    public ForgetfulFileSystem(string root, CallPoints points)
    {
        (_root, _points) = (root, points);
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            var remembered = entry is FileInfo file ? new RememberedFile(false, File.ReadAllBytes(file.FullName)) : new RememberedFile(true, []);
            _names.Add(entry.FullName, remembered);
            _durable.Add(entry.FullName, remembered);
            _flushed.Add(Path.GetDirectoryName(entry.FullName)!);
        }
    }

    public bool UsesLinuxCalls => _live.UsesLinuxCalls;

    public Guid? Boot { get; } = Guid.NewGuid();

    /// <summary>Whether the folder's names were ever flushed.</summary>
    public bool IsFlushed(string folder) => _flushed.Contains(folder);

    public void MakeFolder(string path)
    {
        _points.PassDisk("make folder");
        _names.TryAdd(path, new RememberedFile(true, []));
        _live.MakeFolder(path);
    }

    public void FlushFolder(string path)
    {
        _points.PassDisk("flush folder");
        _flushed.Add(path);
        foreach (var name in _names.Keys.Union(_durable.Keys).Where(name => Path.GetDirectoryName(name) == path).ToList())
        {
            if (_names.TryGetValue(name, out var file))
            {
                _durable[name] = file;
            }
            else
            {
                _durable.Remove(name);
            }
        }
    }

    public IOpenFile Open(string path, FileMode mode)
    {
        _points.PassDisk("open");
        var live = _live.Open(path, mode);
        if (!_names.TryGetValue(path, out var remembered))
        {
            _names.Add(path, remembered = new RememberedFile(false, []));
        }

        return new ForgetfulFile(live, remembered, _points);
    }

    public Stream? OpenRead(string path) => _live.OpenRead(path);

    public bool Exists(string path) => _live.Exists(path);

    public IEnumerable<FileInfo> List(string folder) => _live.List(folder);

    public void Delete(string path)
    {
        _points.PassDisk("delete");
        _live.Delete(path);
        _names.Remove(path);
    }

    /// <summary>Writes what a power cut leaves of this disk below another folder.</summary>
    public void Survive(string to, Random chance)
    {
        Directory.CreateDirectory(to);
        // In order, so that a folder comes before what is in it.
        foreach (var name in _names.Keys.Union(_durable.Keys).Order(StringComparer.Ordinal))
        {
            var (now, flushed) = (_names.GetValueOrDefault(name), _durable.GetValueOrDefault(name));
            var left = now == flushed || chance.Next(2) == 0 ? now : flushed;
            var path = Path.Combine(to, Path.GetRelativePath(_root, name));
            if (left is null || !Directory.Exists(Path.GetDirectoryName(path)))
            {
                continue;
            }

            if (left.IsFolder)
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                File.WriteAllBytes(path, left.Survive(chance));
            }
        }
    }
}
