namespace UploadProcessing.Contracts.Administration;

/// <summary>One time that steps look at files which are there already.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Space">Whose files; absent: everybody's.</param>
/// <param name="Steps">Which steps.</param>
/// <param name="BegunAt">When it was asked for.</param>
/// <param name="EndedAt">When the last answer came.</param>
/// <param name="Passed">Files that steps let pass.</param>
/// <param name="Found">Files that were quarantined.</param>
/// <param name="Undecided">Files that steps could not say anything of.</param>
public sealed record AdminRescan(
    Guid Id, SpaceId? Space, IReadOnlyList<string> Steps, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, long Passed, long Found, long Undecided);
