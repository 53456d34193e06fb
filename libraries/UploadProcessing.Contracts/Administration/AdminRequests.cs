namespace UploadProcessing.Contracts.Administration;

/// <summary>Asks for an upload to be processed again.</summary>
/// <param name="FromStep">From which step; absent: from the first.</param>
public sealed record AdminRestart(string? FromStep);

/// <summary>Asks for an upload to be ended.</summary>
/// <param name="KeepBytes">Whether the bytes of one in processing stay, for a restart.</param>
public sealed record AdminAbort(bool KeepBytes);

/// <summary>Asks for files to be looked at again.</summary>
/// <param name="SpaceId">Whose; absent: everybody's.</param>
/// <param name="Steps">By which steps; absent: by <c>virusscan</c>.</param>
public sealed record AdminRescanRequest(string? SpaceId, IReadOnlyList<string>? Steps);
