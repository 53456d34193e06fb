namespace UploadProcessing.CommandLine.Putting;

/// <summary>A request came to nothing and can be asked again: the connection was lost, or the server is busy.</summary>
internal sealed class InterruptionException(string message) : Exception(message);
