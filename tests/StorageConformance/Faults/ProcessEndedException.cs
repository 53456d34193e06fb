namespace StorageConformance.Faults;

/// <summary>Unwinds what a process was doing when it ended. Not an I/O error: nobody in the product may catch it and go on.</summary>
public sealed class ProcessEndedException(string call) : Exception($"The process ended before {call}.");
