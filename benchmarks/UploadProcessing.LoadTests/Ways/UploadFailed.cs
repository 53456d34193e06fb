namespace UploadProcessing.LoadTests.Ways;

/// <summary>A server refused an upload.</summary>
internal sealed class UploadFailed(string message) : Exception(message);
