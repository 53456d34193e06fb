using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.History;

/// <summary>Something that happened to an upload into a space.</summary>
/// <param name="Entry">What.</param>
/// <param name="Space">Into which space.</param>
/// <param name="Parent">Into which folder of it.</param>
/// <param name="Name">Under which name.</param>
/// <param name="User">Whose upload it is.</param>
public sealed record SpaceEntry(HistoryEntry Entry, SpaceId Space, NodeId Parent, string Name, UserId User);
