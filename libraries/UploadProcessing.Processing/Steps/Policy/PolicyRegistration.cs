using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>Registers steps that look at what an upload is.</summary>
public static class PolicyRegistration
{
    private const string Kind = "policy";

    /// <summary>Registers the kind <c>policy</c>.</summary>
    public static IHostApplicationBuilder AddPolicyStep(this IHostApplicationBuilder builder) =>
        builder.AddProcessingStep<PolicyStep>(Kind).AddStepOptions<PolicyOptions>(Kind);
}
