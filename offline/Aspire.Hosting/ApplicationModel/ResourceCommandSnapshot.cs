namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command and whether it makes sense now.</summary>
public sealed record ResourceCommandSnapshot
{
    internal ResourceCommandSnapshot()
    {
    }

    public required string Name { get; init; }
    public required ResourceCommandState State { get; init; }
    public required string DisplayName { get; init; }
    public string? DisplayDescription { get; init; }
}
