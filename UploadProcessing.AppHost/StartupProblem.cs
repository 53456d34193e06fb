namespace UploadProcessing.AppHost;

/// <summary>A missing program or a taken port is the reader's to mend: he gets the sentence, not a stack trace and a core dump.</summary>
internal static class StartupProblem
{
    public static void IsPrintedPlainly() => AppDomain.CurrentDomain.UnhandledException += (_, problem) =>
    {
        if (problem.ExceptionObject is DistributedApplicationException { Message: var message })
        {
            Console.Error.WriteLine(message);
            Environment.Exit(1);
        }
    };
}
