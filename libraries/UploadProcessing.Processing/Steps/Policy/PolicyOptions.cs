using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What a step of the kind <c>policy</c> has under <c>Processing:Steps:{name}</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>The most bytes an upload may have; null: any number.</summary>
    [Range(0, long.MaxValue)]
    public long? MaximumSize { get; set; }

    /// <summary>Names that are refused; <c>*</c> is any text, <c>?</c> any letter, capitals are the same as others.</summary>
    public IList<string> RefusedNames { get; } = [];

    /// <summary>The extensions that are taken, without their dot; none: all that are not refused.</summary>
    public IList<string> AllowedExtensions { get; } = [];

    /// <summary>Whether a file is refused whose first bytes are known to be something else than its extension says.</summary>
    public bool CheckContent { get; set; } = true;

    /// <summary>The most entries an archive may have.</summary>
    [Range(1, int.MaxValue)]
    public int MaximumEntries { get; set; } = 10_000;

    /// <summary>The most bytes that an archive may unpack to, counted while it is unpacked into nothing.</summary>
    [Range(1, long.MaxValue)]
    public long MaximumUnpackedSize { get; set; } = 10L << 30;

    /// <summary>How many times its own size an archive may unpack to.</summary>
    [Range(1, int.MaxValue)]
    public int MaximumRatio { get; set; } = 200;

    /// <summary>Whether archives are refused that cannot be looked into, because they are encrypted or malformed.</summary>
    public bool RefuseUnreadable { get; set; } = true;

    /// <summary>Whether the bytes of what is refused are kept for the operator.</summary>
    public bool KeepBytes { get; set; }
}
