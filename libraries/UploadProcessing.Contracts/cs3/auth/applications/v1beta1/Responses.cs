using Cs3.Storage.Provider.V1Beta1;

namespace Cs3.Auth.Applications.V1Beta1;

#pragma warning disable CS1591 // Generated from the .proto files beside this one, and described there.
public sealed partial class GenerateAppPasswordResponse : ICs3Response;

public sealed partial class ListAppPasswordsResponse : ICs3Response;

public sealed partial class InvalidateAppPasswordResponse : ICs3Response;

public sealed partial class GetAppPasswordResponse : ICs3Response;
