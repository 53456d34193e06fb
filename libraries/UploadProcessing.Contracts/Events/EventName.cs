namespace UploadProcessing.Contracts.Events;

/// <summary>What happened to an upload, as a word of the subject <c>uploads.{event}.{uploadid}</c>.</summary>
/// <param name="Value">Lower case, with hyphens.</param>
public readonly record struct EventName(string Value)
{
    /// <summary>The upload is a revision: listed and downloadable (<see cref="Events.UploadReady"/>).</summary>
    public static EventName UploadReady { get; } = new("upload-ready");

    /// <summary>A step is to be done by somebody outside (<see cref="Events.StepRequested"/>).</summary>
    public static EventName StepRequested { get; } = new("step-requested");

    /// <summary>Whoever was asked for a step has decided (<see cref="Events.StepFinished"/>).</summary>
    public static EventName StepFinished { get; } = new("step-finished");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
