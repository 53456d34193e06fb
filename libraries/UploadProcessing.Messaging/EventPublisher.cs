using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging;

/// <summary>Publishes events to the stream and returns once they are stored. Never waits for a server that is away; the caller tries again.</summary>
public sealed class EventPublisher(INatsJSContext jetStream, StreamSetup stream)
{
    private const int MessageTooLarge = 10054;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    // The greeting of the server that had the stream; another one comes with every new connection.
    private INatsServerInfo? _ready;

    /// <summary>Connects, and makes sure of the stream once for each connection.</summary>
    /// <returns>Why nothing can be published; null when it can.</returns>
    public async ValueTask<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        // Whatever the client sent now would wait in memory until it is connected again.
        if (jetStream.Connection.ConnectionState is NatsConnectionState.Reconnecting)
        {
            return "The connection to nats is lost.";
        }

        return _ready is not null && _ready == jetStream.Connection.ServerInfo
            ? null
            : await EnsureStreamAsync(cancellationToken);
    }

    /// <summary>Publishes one event, in the trace of its cause or in one of its own that is linked to it.</summary>
    public async ValueTask<PublishResult> PublishAsync(OutgoingEvent message, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.StartPublish(message);
        var result = await TryPublishAsync(message, cancellationToken);
        Telemetry.End(activity, result);
        if (result.Outcome is PublishOutcome.Unavailable)
        {
            // Perhaps the stream is gone: a server that was restarted without its store answers nobody.
            _ready = null;
        }

        return result;
    }

    private async ValueTask<string?> EnsureStreamAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            var differences = await stream.EnsureAsync(deadline.Token);
            if (differences.Count > 0)
            {
                return $"The stream {UploadSubjects.Stream} is not what was asked for. {string.Join("; ", differences)}";
            }

            _ready = jetStream.Connection.ServerInfo;
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer;
        }
        catch (NatsException exception)
        {
            return $"The stream {UploadSubjects.Stream} cannot be made: {exception.Message}.";
        }
    }

    private async ValueTask<PublishResult> TryPublishAsync(OutgoingEvent message, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswerLimit);
        try
        {
            var answer = await jetStream.TryPublishAsync(
                UploadSubjects.Of(message.Name, message.Upload),
                message.Payload,
                NatsUtf8PrimitivesSerializer<string>.Default,
                // Once: who tries again, when and how often, is the caller's.
                new NatsJSPubOpts { MsgId = message.MessageId, ExpectedStream = UploadSubjects.Stream, RetryAttempts = 1 },
                cancellationToken: deadline.Token);
            return answer.Success ? ResultOf(answer.Value) : PublishResult.Unavailable(answer.Error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PublishResult.Unavailable(NoAnswer);
        }
        catch (NatsException exception)
        {
            return PublishResult.Unavailable(exception.Message);
        }
    }

    private static PublishResult ResultOf(PubAckResponse answer) => answer.Error switch
    {
        null => PublishResult.Stored,
        { ErrCode: MessageTooLarge } error => PublishResult.Refused(Text(error)),
        var error => PublishResult.Unavailable(Text(error)),
    };

    private static string Text(ApiError error) => $"{error.Description} ({error.ErrCode})";

    private static string NoAnswer => $"nats did not answer within {AnswerLimit.TotalSeconds:0} s.";
}
