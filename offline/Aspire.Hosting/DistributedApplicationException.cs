namespace Aspire.Hosting;

/// <summary>The application cannot be described or started; the message is for the person who tried.</summary>
public class DistributedApplicationException(string message) : Exception(message);
