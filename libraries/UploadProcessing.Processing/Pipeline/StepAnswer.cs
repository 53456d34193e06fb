using UploadProcessing.Contracts;
using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>What somebody else has found out about an upload.</summary>
/// <param name="Upload">The upload.</param>
/// <param name="Ticket">The attempt that it was asked in.</param>
/// <param name="Result">What is said about it; never that it is still pending.</param>
internal sealed record StepAnswer(UploadId Upload, string Ticket, StepResult Result);
