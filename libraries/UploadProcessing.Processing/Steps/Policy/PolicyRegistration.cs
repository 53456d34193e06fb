using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Registers steps that refuse uploads by rules.</summary>
public static class PolicyRegistration
{
    private const string Kind = "policy";

    /// <summary>Registers the kind <c>policy</c>: sizes, names, what a file is, and what is in an archive.</summary>
    public static IHostApplicationBuilder AddPolicyStep(this IHostApplicationBuilder builder) =>
        builder.AddProcessingStep<PolicyStep>(Kind).AddStepOptions<PolicyOptions>(Kind);
}
