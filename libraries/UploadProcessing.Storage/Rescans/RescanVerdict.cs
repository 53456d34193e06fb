namespace UploadProcessing.Storage.Rescans;

/// <summary>What steps say of a file.</summary>
public enum RescanVerdict
{
    /// <summary>Nothing is wrong.</summary>
    Passed,

    /// <summary>It would not be let in today.</summary>
    Found,

    /// <summary>They came to nothing.</summary>
    Undecided,
}
