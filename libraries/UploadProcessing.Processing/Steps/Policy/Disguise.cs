namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Files that are something else than their extension says.</summary>
public enum Disguise
{
    /// <summary>All are taken.</summary>
    None,

    /// <summary>Programs that are called like pictures, documents or archives.</summary>
    Programs,

    /// <summary>Anything known that is called like something else that is known.</summary>
    All,
}
