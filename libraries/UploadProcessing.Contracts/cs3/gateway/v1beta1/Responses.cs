using Cs3.Storage.Provider.V1Beta1;

namespace Cs3.Gateway.V1Beta1;

#pragma warning disable CS1591 // Generated from the .proto file beside this one, and described there.
public sealed partial class AuthenticateResponse : ICs3Response;
