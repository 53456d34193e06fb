using System.Text.Json.Serialization;

namespace UploadProcessing.Processing.Steps.Webhook;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WebhookDecision))]
internal sealed partial class WebhookJson : JsonSerializerContext;
