using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>The targets, what was measured, and whether it is enough.</summary>
internal sealed class TargetTable
{
    private const double MiB = 1024;

    private readonly List<string> _rows = [];

    public void Add(Rounds small)
    {
        AtLeast("c. creation-with-upload through ocdav, 4 KiB, 16 at a time, durable", "files/s", Speed(SmallFiles.Create), Speed(SmallFiles.PeerCreate), 1.5);
        AtLeast("c'. POST at ocdav + PATCH at the gateway, the same files", "files/s", Speed(SmallFiles.Patch), Speed(SmallFiles.PeerPatch), 1.5);
        Errors("c, c'", small);

        double Speed(string name) => small.Of(name, figures => figures.UploadsPerSecond);
    }

    public void Add(LargeFiles large)
    {
        Throughput("a. one large file", large.One, 4, 2.5);
        Throughput("b. eight at a time", large.Eight, 3.5, 2.5);
        AtMost("d. peak memory of the dataprovider in a", "MiB", Peak(large.One, LargeFiles.Direct) / MiB, Peak(large.One, Peers.Tus) / MiB, 0.8);
        AtMost("d. peak memory of the dataprovider in b", "MiB", Peak(large.Eight, LargeFiles.Direct) / MiB, Peak(large.Eight, Peers.Tus) / MiB, 0.8);
        AtMost("d. the same in a, and with a file of a sixteenth", "MiB", Peak(large.One, LargeFiles.Direct) / MiB, large.PeakOfSmaller / MiB, 1.25);
        AtMost("e. CPU-s per GiB in a, dataprovider", "s", Cpu(LargeFiles.Direct), Cpu(Peers.Tus), 0.25);
        AtMost("e. CPU-s per GiB in a, both hops", "s", Cpu(LargeFiles.Gateway), Cpu(Peers.Tus), 0.45);
        AtLeast("of the splice ceiling, a, until the last byte", "MiB/s", Taken(LargeFiles.Direct), Taken(Peers.Splice), 0.6);
        AtLeast("gateway of direct, a, until the last byte", "MiB/s", Taken(LargeFiles.Gateway), Taken(LargeFiles.Direct), 0.65);
        AtLeast("nginx's dav PUT, a, until the last byte", "MiB/s", Taken(LargeFiles.Direct), Taken(Peers.Nginx), 1.5);
        Errors("a", large.One);
        Errors("b", large.Eight);

        double Cpu(string name) => large.One.Of(name, figures => figures.CpuSecondsPerGiB);
        double Taken(string name) => large.One.Of(name, figures => figures.MiBPerSecondUntilLastByte);
    }

    public void Add(HeldUploads held)
    {
        foreach (var name in new[] { RunFile.DataProvider, RunFile.DataGateway })
        {
            Limit($"KiB of an idle upload, {name}", held.Idle.AtTheEnd[name], 25);
            Limit($"KiB of a trickling upload, {name}", held.Trickling.AtTheEnd[name], 64);
        }
    }

    public void WriteTo(TextWriter output)
    {
        output.WriteLine("| Scenario | ours | compared with | ratio | target | met |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- |");
        _rows.ForEach(output.WriteLine);
    }

    private static double Peak(Rounds rounds, string name) =>
        rounds.Of(name, figures => name == Peers.Tus ? figures.PeakKiB[Peers.Tus] : LargeFiles.PeakOfDataProvider(figures));

    // Three ways to look at it, because the peers answer before anything is on the disk, and the disk is the slowest of all.
    private void Throughput(string title, Rounds rounds, double direct, double gateway)
    {
        foreach (var (way, target) in new[] { (LargeFiles.Direct, direct), (LargeFiles.Gateway, gateway) })
        {
            AtLeast($"{title}, {way}, until the last byte", "MiB/s", Taken(way), Taken(Peers.Tus), target);
            AtLeast($"{title}, {way}, until the answer (ours is durable, the peer's not)", "MiB/s", Answered(way), Answered(Peers.Tus), target);
            AtLeast($"{title}, {way}, both flushed", "MiB/s", rounds.DurableMiBPerSecond(way), rounds.DurableMiBPerSecond(Peers.Tus), null);
        }

        double Taken(string name) => rounds.Of(name, figures => figures.MiBPerSecondUntilLastByte);
        double Answered(string name) => rounds.Of(name, figures => figures.MiBPerSecond);
    }

    private void AtLeast(string title, string unit, double ours, double other, double? target) =>
        Row(title, unit, ours, other, target is null ? "" : $"≥ {target}×", target is null ? null : ours / other >= target);

    private void AtMost(string title, string unit, double ours, double other, double target) =>
        Row(title, unit, ours, other, $"≤ {target}×", ours / other <= target);

    private void Row(string title, string unit, double ours, double other, string target, bool? met) => _rows.Add(FormattableString.Invariant(
        $"| {title} | {Number(ours)} {unit} | {Number(other)} {unit} | {ours / other:F2}× | {target} | {Word(met)} |"));

    private void Limit(string title, double ours, double limit) =>
        _rows.Add(FormattableString.Invariant($"| {title} | {Number(ours)} KiB | | | ≤ {limit} | {Word(ours <= limit)} |"));

    private void Errors(string title, Rounds rounds)
    {
        if (rounds.Failed > 0)
        {
            _rows.Add($"| {title}: failed uploads | {rounds.Failed} | | | 0 | no |");
        }
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(bool? met) => met switch { true => "yes", false => "no", null => "" };
}
