using UploadProcessing.Contracts;

namespace Simulation;

/// <summary>The blobs' disk: what was written, and what of it would survive a power cut.</summary>
internal sealed class SimulatedDisk(Random random)
{
    private readonly Dictionary<UploadId, SimulatedFile> _files = [];

    public IEnumerable<KeyValuePair<UploadId, SimulatedFile>> Files => _files;

    /// <summary>One in so many writes finds the disk full, one in so many flushes fails; 0: never.</summary>
    public int FaultEvery { get; set; }

    public bool FaultNow => FaultEvery > 0 && random.Next(FaultEvery) == 0;

    public SimulatedFile? Find(UploadId upload) => _files.GetValueOrDefault(upload);

    public SimulatedFile FindOrAdd(UploadId upload)
    {
        if (!_files.TryGetValue(upload, out var file))
        {
            _files.Add(upload, file = new SimulatedFile());
        }

        return file;
    }

    /// <summary>Removal of a name is a matter of luck until the folder is synced, and nobody syncs it: a power cut may bring it back.</summary>
    public void Delete(UploadId upload)
    {
        if (_files.TryGetValue(upload, out var file))
        {
            file.Deleted = true;
        }
    }

    /// <summary>The system frees a dead process's locks.</summary>
    public void Release(SimulatedProcess process)
    {
        foreach (var file in _files.Values.Where(file => file.Writer == process))
        {
            file.Writer = null;
        }
    }

    /// <summary>Of what was not synced, chance keeps as much as it likes.</summary>
    public void CutPower()
    {
        foreach (var (upload, file) in _files.ToArray())
        {
            file.Writer = null;
            if ((!file.NameSynced || file.Deleted) && random.Next(2) == 0)
            {
                if (file.NameSynced)
                {
                    file.Deleted = false;
                }
                else
                {
                    _files.Remove(upload);
                    continue;
                }
            }

            var kept = file.Synced + random.Next(file.Bytes.Count - file.Synced + 1);
            file.Bytes.RemoveRange(kept, file.Bytes.Count - kept);
            file.Synced = file.Bytes.Count;
        }
    }
}

internal sealed class SimulatedFile
{
    public List<byte> Bytes { get; } = [];

    /// <summary>How many of the bytes survive a power cut.</summary>
    public int Synced { get; set; }

    public bool NameSynced { get; set; }

    public bool Deleted { get; set; }

    public SimulatedProcess? Writer { get; set; }
}
