using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Which uploads an operator looks for; what is null is not asked about.</summary>
/// <param name="State">Where they are.</param>
/// <param name="Space">Into which space.</param>
/// <param name="User">Whose.</param>
/// <param name="CreatedBefore">Begun before then.</param>
/// <param name="Before">Those whose id is less: the last one of the page before.</param>
public sealed record UploadFilter(UploadState? State, SpaceId? Space, UserId? User, DateTimeOffset? CreatedBefore, UploadId? Before);
