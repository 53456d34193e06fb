using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults;

/// <summary>A process that cannot start because of what whoever starts it can put right says so at the very end, and ends.</summary>
/// <remarks>The runtime would write a stack trace and abort: what has to be done is in the middle of it, and the system keeps a core dump.</remarks>
internal static class LastWords
{
    // EX_CONFIG of sysexits.h: another try changes nothing (systemd: RestartPreventExitStatus=78).
    private const int Misconfigured = 78;

    // EX_UNAVAILABLE: it may be free later.
    private const int Unavailable = 69;

    private static int s_isInstalled;

    /// <summary>Once for the process, which may hold several hosts in tests.</summary>
    public static void Install(string service)
    {
        if (Interlocked.Exchange(ref s_isInstalled, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is Exception exception && Of(exception) is var (code, words))
                {
                    Console.Error.WriteLine($"{service} cannot start. {words}");
                    Environment.Exit(code);
                }
            };
        }
    }

    /// <returns>The exit code and what to say; null for a fault of the program, whose stack trace is wanted.</returns>
    internal static (int Code, string Words)? Of(Exception exception)
    {
        var all = exception is AggregateException many ? [.. many.Flatten().InnerExceptions] : new[] { exception };
        if (all.Length > 0 && all.All(one => one is OptionsValidationException))
        {
            var failures = all.Cast<OptionsValidationException>().SelectMany(one => one.Failures);
            return (Misconfigured, $"Its configuration is wrong (docs/configuration.md has every key):{string.Concat(failures.Select(failure => $"\n  {failure}"))}");
        }

        return all is [IOException { InnerException: AddressInUseException } bound] ? (Unavailable, bound.Message) : null;
    }
}
