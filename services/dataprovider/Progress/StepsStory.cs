using UploadProcessing.Contracts.Events;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Where the steps of a run are, from one change to the next.</summary>
internal static class StepsStory
{
    private const string Pending = "pending";

    /// <summary>Before any of them has begun.</summary>
    public static IReadOnlyList<StepProgress> Begin(IEnumerable<string> names) => [.. names.Select(name => new StepProgress { Name = name, State = Pending })];

    /// <summary>After a change of one of them.</summary>
    public static IReadOnlyList<StepProgress> After(IReadOnlyList<StepProgress> steps, StepChange change)
    {
        var place = steps.Select(step => step.Name).ToList().IndexOf(change.Step);
        if (place < 0)
        {
            return [.. steps, After(new StepProgress { Name = change.Step, State = Pending }, change)];
        }

        // Whoever comes to a step has passed those before it, also where the news of that got lost.
        return [.. AllPassed([.. steps.Take(place)]), After(steps[place], change), .. steps.Skip(place + 1)];
    }

    /// <summary>After the last of them.</summary>
    public static IReadOnlyList<StepProgress> AllPassed(IReadOnlyList<StepProgress> steps) =>
        [.. steps.Select(step => step.State == Word(StepState.Passed) ? step : step with { State = Word(StepState.Passed), NextAt = null })];

    private static StepProgress After(StepProgress step, StepChange change) => step with
    {
        State = Word(change.State),
        Attempt = change.Attempt,
        StartedAt = step.StartedAt ?? change.At,
        EndedAt = change.State is StepState.Passed or StepState.Failed ? change.At : null,
        NextAt = change.NextAt,
        Detail = change.Detail,
    };

    private static string Word(StepState state) => state.ToString().ToLowerInvariant();
}
