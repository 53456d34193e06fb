namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What a file is, by its first bytes.</summary>
/// <param name="Name">For people, with its article.</param>
/// <param name="Extensions">What it is usually called, with spaces.</param>
/// <param name="IsProgram">Whether opening it may run it.</param>
internal sealed record ContentKind(string Name, string Extensions, bool IsProgram = false)
{
    /// <summary>Whether it is usually called so.</summary>
    public bool IsCalled(string extension) => Extensions.Split(' ').Contains(extension, StringComparer.Ordinal);
}
