using Microsoft.Extensions.Options;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Kind <c>policy</c>: what an upload may be, from its size, its name and its bytes (docs/processing-steps/policy.md).</summary>
internal sealed class PolicyStep(IOptionsMonitor<PolicyOptions> options) : IProcessingStep
{
    public async ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var policy = options.Get(context.Step);
        var problem = await ProblemAsync(context, policy, cancellationToken);
        return problem is null ? StepResult.Continue : policy.KeepBytes ? StepResult.Abort(problem) : StepResult.Delete(problem);
    }

    private static async ValueTask<string?> ProblemAsync(StepContext context, PolicyOptions policy, CancellationToken cancellationToken)
    {
        var content = context.Content;
        if (content.Length > policy.MaximumSize)
        {
            return $"Files of more than {policy.MaximumSize} bytes are not taken here.";
        }

        if (NameRules.Problem(context.Upload.Name, policy) is { } name)
        {
            return name;
        }

        var head = new byte[ContentKind.Head];
        var kind = ContentKind.Of(head.AsSpan(0, await content.ReadAsync(0, head, cancellationToken)));
        if (policy.CheckContent && ContentKind.Problem(NameRules.ExtensionOf(context.Upload.Name), kind) is { } other)
        {
            return other;
        }

        return kind == ContentKind.Zip ? await ArchiveProblemAsync(content, policy, cancellationToken) : null;
    }

    private static async ValueTask<string?> ArchiveProblemAsync(IUploadContent content, PolicyOptions policy, CancellationToken cancellationToken)
    {
        try
        {
            return await ArchiveRules.ProblemAsync(content, policy, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            // Whatever a reader of archives throws at one that is none.
            return policy.RefuseUnreadable ? "The archive is malformed, so nobody can look into it." : null;
        }
    }
}
