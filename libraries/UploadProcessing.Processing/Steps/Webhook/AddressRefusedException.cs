namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>A name leads to no address that a webhook may go to.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message);
