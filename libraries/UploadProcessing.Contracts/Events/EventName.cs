namespace UploadProcessing.Contracts.Events;

/// <summary>What happened to an upload, as a word of the subject <c>uploads.{event}.{uploadid}</c>.</summary>
/// <param name="Value">Lower case, with hyphens.</param>
public readonly record struct EventName(string Value)
{
    /// <summary>Mandatory steps have to decide about the upload (<see cref="Events.AllBytesReceived"/>).</summary>
    public static EventName AllBytesReceived { get; } = new("all-bytes-received");

    /// <summary>Every step has let it pass (<see cref="Events.ProcessingFinished"/>).</summary>
    public static EventName ProcessingFinished { get; } = new("processing-finished");

    /// <summary>A step has decided against it (<see cref="Events.ProcessingAborted"/>).</summary>
    public static EventName ProcessingAborted { get; } = new("processing-aborted");

    /// <summary>An upload that was being processed has ended without a file (<see cref="Events.UploadAborted"/>).</summary>
    public static EventName UploadAborted { get; } = new("upload-aborted");

    /// <summary>The upload is a revision: listed and downloadable (<see cref="Events.UploadReady"/>).</summary>
    public static EventName UploadReady { get; } = new("upload-ready");

    /// <summary>A step of a run has begun, or come to something (<see cref="Events.StepChanged"/>).</summary>
    public static EventName StepChanged { get; } = new("step-changed");

    /// <summary>A step is to be done by somebody outside (<see cref="Events.StepRequested"/>).</summary>
    public static EventName StepRequested { get; } = new("step-requested");

    /// <summary>Whoever was asked for a step has decided (<see cref="Events.StepFinished"/>).</summary>
    public static EventName StepFinished { get; } = new("step-finished");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
