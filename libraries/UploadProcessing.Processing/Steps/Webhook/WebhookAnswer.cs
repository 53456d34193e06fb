using System.Net;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>The one table from a receiver's answer to the step's result.</summary>
/// <remarks>
/// Only an outcome is an outcome. Any web server answers some address with 200, and nobody's upload passes a mandatory step because of a
/// mistyped URL; so an answer without one is asked for again. Nor is a receiver's 4xx the uploader's fault: when the attempts are used up the
/// upload ends with its bytes kept, and an operator who has mended the receiver can start it again.
/// </remarks>
internal static class WebhookAnswer
{
    public static StepResult TooLarge { get; } = StepResult.Retry("The check's answer was too large.");

    public static StepResult NotReached { get; } = StepResult.Retry("The check could not be reached.");

    public static StepResult NotSetUp { get; } = StepResult.Retry("The check is not set up.");

    /// <param name="status">The answer's status.</param>
    /// <param name="retryAfter">Its <c>Retry-After</c>, for the reason only: when is decided by the step's own delays.</param>
    /// <param name="body">Its body.</param>
    /// <param name="canCallBack">Whether the request told the receiver where.</param>
    public static StepResult ResultOf(HttpStatusCode status, TimeSpan? retryAfter, ReadOnlySpan<byte> body, bool canCallBack) => (int)status switch
    {
        202 when canCallBack => StepResult.Pending,
        202 => StepResult.Retry("The check wants to answer later and was not told where."),
        >= 200 and < 300 when body.IsEmpty => StepResult.Retry("The check answered without an outcome."),
        >= 200 and < 300 when WebhookDecision.Read(body) is { } decision => StepOutcomes.ResultOf(decision.Outcome, decision.Reason),
        >= 200 and < 300 => StepResult.Retry("The check's answer was not understood."),
        >= 300 and < 400 => StepResult.Retry("The check answered from another address, which is not followed."),
        429 or 503 when retryAfter is { } wait => StepResult.Retry($"The check has no time at the moment (status {(int)status}), and asks for {wait.TotalSeconds:0} s."),
        408 or 429 or >= 500 => StepResult.Retry($"The check does not work at the moment (status {(int)status})."),
        _ => StepResult.Retry($"The check refused to answer (status {(int)status})."),
    };
}
