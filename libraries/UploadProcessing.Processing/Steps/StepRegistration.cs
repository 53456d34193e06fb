using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Processing.Steps;

/// <summary>Registers steps.</summary>
public static class StepRegistration
{
    /// <summary>Registers a kind of step that runs in this process. Spaces name steps, and a step without a section of its own is of the kind that
    /// its name says.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="kind">Lower case letters, digits and hyphens.</param>
    public static IHostApplicationBuilder AddProcessingStep<TStep>(this IHostApplicationBuilder builder, string kind)
        where TStep : class, IProcessingStep
    {
        builder.Services.AddSingleton<TStep>();
        builder.Services.AddSingleton(provider => new StepKind(kind, provider.GetRequiredService<TStep>()));
        return builder;
    }

    /// <summary>Registers options that a kind of step has, one set for each step of that kind: <c>IOptionsMonitor&lt;TOptions&gt;.Get(context.Step)</c>.</summary>
    public static IHostApplicationBuilder AddStepOptions<TOptions>(this IHostApplicationBuilder builder, string kind)
        where TOptions : class
    {
        foreach (var name in NamesOf(builder.Configuration, kind))
        {
            builder.Services.AddOptions<TOptions>(name).BindConfiguration($"{StepOptions.SectionName}:{name}").ValidateDataAnnotations().ValidateOnStart();
        }

        return builder;
    }

    /// <summary>The configured steps of a kind; the one that is called like it is always there.</summary>
    internal static IEnumerable<string> NamesOf(IConfiguration configuration, string kind) => configuration.GetSection(StepOptions.SectionName).GetChildren()
        .Where(section => (section[nameof(StepOptions.Kind)] ?? section.Key) == kind)
        .Select(section => section.Key)
        .Append(kind)
        .Distinct();
}

/// <summary>A kind of step and what does its work.</summary>
internal sealed record StepKind(string Name, IProcessingStep Step);
