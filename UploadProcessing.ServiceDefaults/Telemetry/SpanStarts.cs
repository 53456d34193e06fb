using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Resources;
using UploadProcessing.ServiceDefaults.Health;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Tells whoever UPLOADS_OTLP_ENDPOINT names that a request, or the work on an event, has begun: OTLP exports spans when they have ended, and an upload that is held
/// for its steps would not be seen until it is over.</summary>
/// <remarks>A log record of the category <see cref="Category"/> to that target only, with templates in place of addresses.</remarks>
internal sealed partial class SpanStarts : IDisposable
{
    public const string Category = "UploadProcessing.SpanStarts";

    private const string Unmatched = "/{unmatched}";

    private readonly ILoggerFactory _factory;
    private readonly ILogger _logger;

    private SpanStarts(OtlpTarget target, string service)
    {
        _factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(service).AddEnvironmentVariableDetector());
            target.AddTo(options);
        }));
        _logger = _factory.CreateLogger(Category);
    }

    /// <returns>Null when nobody wants to know.</returns>
    public static SpanStarts? For(IEnumerable<OtlpTarget> targets, string service) =>
        targets.FirstOrDefault(target => target.Endpoint is not null) is { } target ? new SpanStarts(target, service) : null;

    /// <summary>Tells of each request that this service answers, once its route is known.</summary>
    public static void UseIn(WebApplication app)
    {
        if (app.Services.GetService<SpanStarts>() is not { } starts)
        {
            return;
        }

        app.Use((context, next) =>
        {
            if (Activity.Current is { IsAllDataRequested: true } activity && !HealthEndpoints.IsHealth(context))
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                starts.Tell(activity, "server", context.Request.Method, route is null ? Unmatched : $"/{route.TrimStart('/')}");
            }

            return next(context);
        });
    }

    /// <summary>Tells of a request that this service makes, when it brings a template of its address.</summary>
    public void Client(Activity activity, HttpRequestMessage request)
    {
        if (request.Options.TryGetValue(RequestTemplate.Key, out var template))
        {
            Tell(activity, "client", request.Method.Method, template);
        }
    }

    /// <summary>Tells of an event that this service has got.</summary>
    public void Delivery(Activity activity) => DeliveryBegan(
        _logger, "consumer", $"{activity.GetTagItem("messaging.system")}", $"{activity.GetTagItem("messaging.destination.template")}",
        $"{activity.GetTagItem("messaging.nats.message.delivery_attempt")}", activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), Parent(activity),
        Start(activity));

    public void Dispose() => _factory.Dispose();

    private void Tell(Activity activity, string kind, string method, string template) => Began(
        _logger, kind, method, template, activity.TraceId.ToHexString(), activity.SpanId.ToHexString(), Parent(activity), Start(activity));

    private static string Parent(Activity activity) => activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToHexString();

    private static string Start(Activity activity) => activity.StartTimeUtc.ToString("O");

    [LoggerMessage(LogLevel.Information, "{Kind} {Method} {Template} {Trace} {Span} {Parent} {Start}")]
    private static partial void Began(ILogger logger, string kind, string method, string template, string trace, string span, string parent, string start);

    [LoggerMessage(LogLevel.Information, "{Kind} {System} {Template} {Attempt} {Trace} {Span} {Parent} {Start}")]
    private static partial void DeliveryBegan(
        ILogger logger, string kind, string system, string template, string attempt, string trace, string span, string parent, string start);
}
