using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.StorageProvider.Cs3;

/// <summary>What every call does, once: reads the reference it is about, and answers a refusal.</summary>
internal static class Answers
{
    /// <summary>Makes the call on the node that <paramref name="reference"/> means, or says that it cannot be read.</summary>
    public static Task<TResponse> AboutAsync<TResponse>(Reference? reference, Func<NodeReference, Task<TResponse>> call)
        where TResponse : ICs3Response, new() =>
        References.Read(reference) is { } read ? call(read) : Task.FromResult(Invalid<TResponse>("The reference cannot be read."));

    /// <summary>Done, or why not.</summary>
    public static TResponse Of<TResponse>(Refusal? refusal, string? detail)
        where TResponse : ICs3Response, new() =>
        new() { Status = refusal is { } refused ? Cs3Status.Of(refused, detail) : Cs3Status.Ok };

    /// <summary>What was asked for cannot be understood.</summary>
    public static TResponse Invalid<TResponse>(string detail)
        where TResponse : ICs3Response, new() => Of<TResponse>(Refusal.Invalid, detail);
}
