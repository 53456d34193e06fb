using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Steps.Webhook;

namespace UploadProcessing.Processing.Notifications;

/// <summary>Tells one application of one kind of event, until it has it (docs/notifications.md). A consumer of its own, so that one that is away keeps
/// nobody else waiting.</summary>
/// <remarks>A second delivery has the same id: the application sees that it knows it.</remarks>
internal sealed class NotificationConsumer(
    string name, EventName eventName, WebhookClients clients, IOptionsMonitor<NotificationOptions> options, TimeProvider time, ILogger<NotificationConsumer> logger)
    : IEventConsumer
{
    public EventName EventName => eventName;

    public string DurableName => $"notify-{name}-{eventName}";

    public async ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken)
    {
        var application = options.Get(name);
        if (SpaceOf(received) is not { } space)
        {
            return EventResult.Impossible("The event cannot be read.");
        }

        if (!application.HearsOf(space))
        {
            return EventResult.Done;
        }

        var problem = await TrySendAsync(application, received, cancellationToken);
        if (problem is null)
        {
            return EventResult.Done;
        }

        logger.NotNotified(name, received.Upload, received.Attempt, problem.Reason);
        return problem.IsFinal ? EventResult.Impossible(problem.Reason)
            : time.GetUtcNow() - received.PublishedAt > application.Patience ? EventResult.Impossible($"It was not delivered within {application.Patience}. {problem.Reason}")
            : EventResult.Later(Backoff.After(received.Attempt, application.FirstDelay, application.LongestDelay));
    }

    // The upload is what it is; the entry says what was not told, and to whom.
    public ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <returns>Why it was not taken; null when it was.</returns>
    private async ValueTask<Problem?> TrySendAsync(NotificationOptions application, ReceivedEvent received, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{eventName}.{received.Upload}.{received.PublishedAt.ToUnixTimeMilliseconds()}");
        using var request = NotificationRequest.For(application, eventName, id, received, time.GetUtcNow());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(application.AnswerLimit);
        try
        {
            using var response = await clients.For(application.AllowPrivateAddresses).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response switch
            {
                { IsSuccessStatusCode: true } => null,
                { StatusCode: HttpStatusCode.Gone } => new Problem("The application has gone (410).", IsFinal: true),
                _ => new Problem($"The application answered {(int)response.StatusCode}.", IsFinal: false),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Names no more than a host and a port.
            return new Problem($"The application cannot be reached: {(exception.InnerException ?? exception).Message}", IsFinal: false);
        }
    }

    private static string? SpaceOf(ReceivedEvent received)
    {
        try
        {
            using var payload = JsonDocument.Parse(received.Payload);
            return payload.RootElement.GetProperty("spaceId").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Problem(string Reason, bool IsFinal);
}
