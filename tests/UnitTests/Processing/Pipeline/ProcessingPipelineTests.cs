using CsCheck;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Pipeline;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps;

namespace UnitTests.Processing.Pipeline;

/// <summary>What comes next in a run, and what a step's word does to it.</summary>
public sealed class ProcessingPipelineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StepOptions Options = new() { Attempts = 3, FirstDelay = TimeSpan.FromSeconds(5), LongestDelay = TimeSpan.FromSeconds(8), Deadline = TimeSpan.FromMinutes(1) };

    [Fact]
    public void NewRun_BeginsItsFirstStep()
    {
        var attempt = Assert.IsType<Move.Attempt>(Next(Run("a", "b"))).Run;

        Assert.Equal(("a", 1, "ticket", Now + TimeSpan.FromMinutes(1)), (attempt.Step, attempt.Attempt, attempt.Ticket, attempt.AttemptUntil));
    }

    [Fact]
    public void Continue_GoesToTheNextStepAndAfterTheLastToTheEnd()
    {
        var second = After(Begun(Run("a", "b")), StepResult.Continue);
        Assert.Equal(("b", 0), (second.Step, second.Attempt));

        var end = Assert.IsType<Move.End>(Next(After(Begun(second), StepResult.Continue)));

        Assert.Equal((null, null), (end.Outcome.Step, end.Outcome.Reason));
        Assert.Equal(end.Outcome, end.Run.Outcome);
    }

    [Fact]
    public void Mark_IsKeptWithItsStepAndRefusesNothing()
    {
        var run = After(Begun(After(Begun(Run("scan", "b")), StepResult.ContinueMarked("not scanned"))), StepResult.Continue);

        Assert.Equal(["scan: not scanned"], run.Marks);
        Assert.Null(Assert.IsType<Move.End>(Next(run)).Outcome.Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_EndsAtOnceWithItsReason(bool keepBytes)
    {
        var run = After(Begun(Run("a", "b")), keepBytes ? StepResult.Abort("no") : StepResult.Delete("no"));

        Assert.Equal(new RunOutcome(Now, "a", "no", keepBytes), Assert.IsType<Move.End>(Next(run)).Outcome);
    }

    [Fact]
    public void Retry_WaitsTwiceAsLongEachTimeUpToTheLongestDelay()
    {
        var first = After(Begun(Run("a")), StepResult.Retry("busy"));
        Assert.Equal(Now + TimeSpan.FromSeconds(5), Assert.IsType<Move.Wait>(Next(first)).Until);

        var second = After(Begun(first, Now + TimeSpan.FromSeconds(5)), StepResult.Retry("busy"));
        Assert.Equal(Now + TimeSpan.FromSeconds(8), Assert.IsType<Move.Wait>(Next(second)).Until);
    }

    [Fact]
    public void Retry_AfterTheLastAttempt_AbortsAndKeepsTheBytes()
    {
        var run = Run("a");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            run = After(Begun(run, Now + TimeSpan.FromHours(attempt)), StepResult.Retry("busy"));
        }

        var outcome = Assert.IsType<Move.End>(Next(run)).Outcome;
        Assert.Equal(("a", true), (outcome.Step, outcome.KeepBytes));
        Assert.Contains("busy", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AttemptWhoseProcessDied_IsBegunAnewAndCounts()
    {
        var again = Assert.IsType<Move.Attempt>(Next(Begun(Run("a")))).Run;

        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public void UploadThatKillsEveryProcess_EndsWithAReason()
    {
        var run = Run("a");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            run = Begun(run);
        }

        Assert.Equal("a", Assert.IsType<Move.End>(Next(run)).Outcome.Step);
    }

    [Fact]
    public void Pending_WaitsForItsDeadlineAndThenCountsAsRetry()
    {
        var parked = After(Begun(Run("a")), StepResult.Pending);
        Assert.Equal(Now + TimeSpan.FromMinutes(1), Assert.IsType<Move.Wait>(Next(parked)).Until);

        var late = Assert.IsType<Move.Wait>(ProcessingPipeline.Next(parked, Options, "other", Now + TimeSpan.FromMinutes(2)));

        Assert.Equal((Now + TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(5), false), (late.Until, late.Run.IsParked));
    }

    [Fact]
    public void Pending_ThatNobodyEverAnswers_EndsWithAReason()
    {
        var (run, now) = (Run("a"), Now);
        for (var turn = 0; turn < 10; turn++)
        {
            switch (ProcessingPipeline.Next(run, Options, $"{turn}", now))
            {
                case Move.Attempt attempt:
                    run = ProcessingPipeline.After(attempt.Run, StepResult.Pending, Options, now);
                    now = run.AttemptUntil!.Value;
                    break;
                case Move.Wait wait:
                    (run, now) = (wait.Run, wait.Until);
                    break;
                case Move.End end:
                    Assert.Equal("a", end.Outcome.Step);
                    return;
            }
        }

        Assert.Fail("It never ended.");
    }

    [Fact]
    public void Interrupted_AttemptDoesNotCount()
    {
        var attempt = Assert.IsType<Move.Attempt>(Next(ProcessingPipeline.Interrupted(Begun(Run("a"))))).Run;

        Assert.Equal(1, attempt.Attempt);
    }

    [Fact]
    public void AnyStory_EndsWithinWhatItsStepsMayTake() => Gen.Int[0, 5].Array[1, 200].Sample(words =>
    {
        var (run, now, attempts) = (Run("a", "b", "c"), Now, 0);
        for (var turn = 0; turn < 1000; turn++)
        {
            switch (ProcessingPipeline.Next(run, Options, "t", now))
            {
                case Move.Attempt attempt:
                    attempts++;
                    var result = words[attempts % words.Length] switch
                    {
                        0 => StepResult.Continue,
                        1 => StepResult.Retry("busy"),
                        2 => StepResult.Pending,
                        3 => StepResult.ContinueMarked("hm"),
                        4 => null,      // its process dies
                        _ => StepResult.Abort("no"),
                    };
                    run = result is null ? attempt.Run : ProcessingPipeline.After(attempt.Run, result, Options, now);
                    break;
                case Move.Wait wait:
                    Assert.True(wait.Until > now);
                    (run, now) = (wait.Run, wait.Until);
                    break;
                case Move.End:
                    Assert.InRange(attempts, 1, 3 * Options.Attempts);
                    return;
            }
        }

        Assert.Fail("It never ended.");
    });

    [Fact]
    public void Run_IsKeptWhole()
    {
        var run = After(Begun(Run("a", "b")), StepResult.ContinueMarked("hm")) with { NotBefore = Now, Outcome = new RunOutcome(Now, "a", "no", true) };

        var read = RunJson.Read(RunJson.Write(run))!;

        Assert.Equal(RunJson.Write(run), RunJson.Write(read));
        Assert.Equal((run.Current, run.Marks[0], run.Outcome, run.Upload.Steps[1]), (read.Current, read.Marks[0], read.Outcome, read.Upload.Steps[1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"upload\":{\"version\":2}}")]
    public void Run_ThatCannotBeRead_IsNone(string text) => Assert.Null(RunJson.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Move Next(ProcessingRun run) => ProcessingPipeline.Next(run, Options, "ticket", Now);

    private static ProcessingRun After(ProcessingRun run, StepResult result) => ProcessingPipeline.After(run, result, Options, Now);

    private static ProcessingRun Begun(ProcessingRun run, DateTimeOffset? at = null) =>
        Assert.IsType<Move.Attempt>(ProcessingPipeline.Next(run, Options, "ticket", at ?? Now)).Run;

    private static ProcessingRun Run(params string[] steps) => ProcessingPipeline.Begin(
        new AllBytesReceived
        {
            UploadId = UploadId.New(),
            Run = 1,
            Steps = steps,
            SpaceId = SpaceId.New(),
            SpaceOwner = new UserId("einstein"),
            ParentId = NodeId.New(),
            Name = "file",
            Size = 5,
            Digest = "xxh3 0",
            UserId = new UserId("einstein"),
            ReceivedAt = Now,
        }, Now);
}
