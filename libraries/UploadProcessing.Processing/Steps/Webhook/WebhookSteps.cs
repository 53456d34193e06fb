namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>The steps of the kind <c>webhook</c> that there are.</summary>
internal sealed record WebhookSteps(IReadOnlySet<string> Names);
