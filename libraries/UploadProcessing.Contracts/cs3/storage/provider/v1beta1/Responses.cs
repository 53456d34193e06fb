using Cs3.Rpc.V1Beta1;

namespace Cs3.Storage.Provider.V1Beta1;

/// <summary>What every answer of CS3 has: the outcome. Code that refuses a call need not know which call it is.</summary>
public interface ICs3Response
{
    /// <summary>The outcome.</summary>
    Status Status { get; set; }
}

#pragma warning disable CS1591 // Generated from the .proto files beside this one, and described there.
public sealed partial class InitiateFileUploadResponse : ICs3Response;

public sealed partial class InitiateFileDownloadResponse : ICs3Response;

public sealed partial class StatResponse : ICs3Response;

public sealed partial class ListContainerResponse : ICs3Response;

public sealed partial class CreateContainerResponse : ICs3Response;

public sealed partial class TouchFileResponse : ICs3Response;

public sealed partial class MoveResponse : ICs3Response;

public sealed partial class DeleteResponse : ICs3Response;

public sealed partial class GetQuotaResponse : ICs3Response;

public sealed partial class AddGrantResponse : ICs3Response;

public sealed partial class UpdateGrantResponse : ICs3Response;

public sealed partial class RemoveGrantResponse : ICs3Response;

public sealed partial class ListGrantsResponse : ICs3Response;

public sealed partial class ListStorageSpacesResponse : ICs3Response;

public sealed partial class CreateStorageSpaceResponse : ICs3Response;

public sealed partial class UpdateStorageSpaceResponse : ICs3Response;

public sealed partial class DeleteStorageSpaceResponse : ICs3Response;
