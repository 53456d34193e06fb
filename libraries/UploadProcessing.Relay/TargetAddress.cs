namespace UploadProcessing.Relay;

/// <summary>Whom a connection goes to.</summary>
internal readonly record struct TargetAddress(string Host, int Port)
{
    public static TargetAddress Of(Uri target) => new(target.IdnHost, target.Port);
}
