namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Why an upload is refused, in words for whoever uploaded it.</summary>
internal sealed record Refused(string Reason);
