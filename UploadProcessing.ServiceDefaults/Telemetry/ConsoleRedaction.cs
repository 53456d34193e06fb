using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>What <see cref="LogRedaction"/> does for exported logs, for the console, which is collected too: no token in any line.</summary>
internal sealed class ConsoleRedaction(ConsoleFormatter inner) : ConsoleFormatter(inner.Name)
{
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var written = new StringWriter();
        inner.Write(logEntry, scopeProvider, written);

        // After formatting: a message, its scopes and its exception are one text then, whatever the format.
        TokenShape.TryRedact(written.ToString(), out var text);
        textWriter.Write(text);
    }
}

internal static class ConsoleRedactionRegistration
{
    /// <summary>Puts every console formatter behind the redaction, whether a console is added before, later or never: of formatters of
    /// one name the console takes the first.</summary>
    public static void RedactConsole(this ILoggingBuilder logging)
    {
        // The framework's own are internal: a collection that is thrown away tells which they are.
        var console = new ServiceCollection().AddLogging(scratch => scratch.AddConsole());
        var formatters = logging.Services.Concat(console)
            .Where(service => service.ServiceType == typeof(ConsoleFormatter))
            .Select(service => service.ImplementationType).OfType<Type>().Distinct().ToArray();
        logging.Services.RemoveAll<ConsoleFormatter>();
        foreach (var type in formatters)
        {
            logging.Services.AddSingleton<ConsoleFormatter>(services =>
                new ConsoleRedaction((ConsoleFormatter)ActivatorUtilities.CreateInstance(services, type)));
        }
    }
}
