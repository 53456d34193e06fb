using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What a step of the kind <c>policy</c> has under <c>Processing:Steps:{name}</c>. Without any of it all but dangerous archives and disguised
/// programs pass.</summary>
public sealed class PolicyOptions
{
    /// <summary>How an upload ends that is refused.</summary>
    [EnumDataType(typeof(RefusalOutcome))]
    public RefusalOutcome Refusal { get; set; } = RefusalOutcome.Delete;

    /// <summary>The largest file, in bytes; without it any.</summary>
    [Range(0, long.MaxValue)]
    public long? MaximumSize { get; set; }

    /// <summary>Patterns of names that are refused, such as <c>*.exe</c> or <c>~$*</c>: <c>*</c> for any characters, <c>?</c> for one, in any case.</summary>
    public IList<string> RefusedNames { get; } = [];

    /// <summary>Extensions that are taken, such as <c>pdf</c>; when there are any, no others are, and no name without one.</summary>
    public IList<string> AllowedExtensions { get; } = [];

    /// <summary>Extensions that are refused.</summary>
    public IList<string> RefusedExtensions { get; } = [];

    /// <summary>Whether programs are refused, by what is in them: those of Windows, Linux and macOS, Java classes, scripts that name their interpreter.</summary>
    public bool RefusePrograms { get; set; }

    /// <summary>Which files are refused that are something else than their extension says.</summary>
    [EnumDataType(typeof(Disguise))]
    public Disguise RefusedDisguises { get; set; } = Disguise.Programs;

    /// <summary>Whether archives are looked into. The options below are about them.</summary>
    public bool InspectArchives { get; set; } = true;

    /// <summary>How many files there may be in an archive, those in archives in it among them.</summary>
    [Range(1, 10_000_000)]
    public int MaximumEntries { get; set; } = 100_000;

    /// <summary>What an archive may unpack to, in bytes, with the archives in it. Looking takes as long as unpacking that: see the step's <c>Deadline</c>.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumUnpackedSize { get; set; } = 10L * 1024 * 1024 * 1024;

    /// <summary>How many times its own size an archive may unpack to, once that is more than 16 MiB.</summary>
    [Range(1, 1_000_000)]
    public int MaximumRatio { get; set; } = 200;

    /// <summary>How deep archives may be in each other: 0 for none in an archive.</summary>
    [Range(0, 10)]
    public int MaximumNesting { get; set; } = 3;

    /// <summary>Whether archives with encrypted files in them are refused.</summary>
    public bool RefuseEncrypted { get; set; }

    /// <summary>Whether archives with any links in them are refused; those whose links lead out of it are always.</summary>
    public bool RefuseLinks { get; set; }

    /// <summary>Whether archives are refused that cannot be read here; some programs may read them all the same.</summary>
    public bool RefuseMalformed { get; set; } = true;
}
