using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Steps;

/// <summary>What a step is given.</summary>
/// <param name="Upload">The upload, as <c>all-bytes-received</c> describes it.</param>
/// <param name="Step">The step's name in the configuration, which names its options too.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Deadline">When this attempt ends.</param>
/// <param name="Ticket">Names this attempt to whoever answers later (<see cref="StepResult.Pending"/>); cannot be guessed.</param>
/// <param name="Content">The bytes.</param>
public sealed record StepContext(AllBytesReceived Upload, string Step, int Attempt, DateTimeOffset Deadline, string Ticket, IUploadContent Content);
