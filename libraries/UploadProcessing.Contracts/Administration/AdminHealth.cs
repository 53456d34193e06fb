namespace UploadProcessing.Contracts.Administration;

/// <summary>Whether a dataprovider is well.</summary>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Checks">What was looked at.</param>
public sealed record AdminHealth(string Status, IReadOnlyList<AdminHealthCheck> Checks);

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Status">As of <see cref="AdminHealth"/>.</param>
/// <param name="Description">In words.</param>
/// <param name="Data">Figures.</param>
public sealed record AdminHealthCheck(string Name, string Status, string? Description, IReadOnlyDictionary<string, string> Data);
