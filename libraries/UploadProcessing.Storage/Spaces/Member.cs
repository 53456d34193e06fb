using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Somebody who sees a space.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">What they may do in it.</param>
public readonly record struct Member(UserId User, SpaceRole Role);
