using UploadProcessing.LoadTests.Measuring;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>One of those who are measured in turns.</summary>
/// <param name="Name">In the tables.</param>
/// <param name="Way">How it is given files.</param>
/// <param name="Processes">Whose processor time and memory count.</param>
/// <param name="Files">Where it keeps the files.</param>
/// <param name="Flushes">Whether it flushes them; if not, they are flushed for it, outside of its time.</param>
internal sealed record Contender(string Name, Way Way, Processes Processes, string Files, bool Flushes = false);
