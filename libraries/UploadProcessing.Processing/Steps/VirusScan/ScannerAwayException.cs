namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>clamd cannot be reached, or has gone without an answer. Apart from other broken I/O: the upload's bytes come over a network, too.</summary>
internal sealed class ScannerAwayException(string message, Exception? inner = null) : Exception(message, inner);
