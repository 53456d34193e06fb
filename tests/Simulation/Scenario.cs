using CsCheck;

namespace Simulation;

/// <summary>What one client does.</summary>
/// <param name="Name">The file.</param>
/// <param name="Length">Bytes it sends; negative: it removes the file.</param>
/// <param name="Block">Bytes in one piece.</param>
/// <param name="Announces">Whether it says how long the file will be.</param>
/// <param name="LeavesAfter">After so many pieces its connection ends; negative: never.</param>
/// <param name="OnlyNew">Whether it demands that there is no such file (<c>If-None-Match: *</c>).</param>
/// <param name="WrongChecksum">Whether the checksum it sends is another file's.</param>
/// <param name="Retries">How often it sends the same upload again when it was not answered.</param>
internal sealed record Request(string Name, int Length, int Block, bool Announces, int LeavesAfter, bool OnlyNew, bool WrongChecksum, int Retries);

/// <summary>One run: what the clients do, how often things break, and the seed of everything that is left to chance.</summary>
internal sealed record Scenario(Request[] Requests, int Seed, int CrashEvery, int PowerCutEvery, int DiskFaultEvery, int BusFaultEvery)
{
    private static readonly Gen<Request> Requesting = Gen.Select(
        Gen.OneOfConst("a", "b", "folder/a"),
        Gen.Frequency((4, Gen.Int[0, 90]), (1, Gen.Const(-1))),
        Gen.Int[1, 40],
        Gen.Bool,
        Gen.Frequency((4, Gen.Const(-1)), (1, Gen.Int[0, 3])),
        Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true))),
        Gen.Int[0, 2],
        (name, length, block, announces, leaves, onlyNew, wrong, retries) =>
            new Request(name, length, block, announces, leaves, onlyNew, wrong, retries));

    /// <summary>Any scenario; a zero for a kind of fault means that there is none of it.</summary>
    public static Gen<Scenario> Any { get; } = Gen.Select(
        Requesting.Array[1, 8],
        Gen.Int[0, int.MaxValue - 1],
        Gen.OneOfConst(0, 20, 60),
        Gen.OneOfConst(0, 40),
        Gen.OneOfConst(0, 0, 15),
        Gen.OneOfConst(0, 3, 15),
        (requests, seed, crash, cut, fault, bus) => new Scenario(requests, seed, crash, cut, fault, bus));

    public override string ToString() =>
        $"seed {Seed}, crash 1/{CrashEvery}, power cut 1/{PowerCutEvery}, disk fault 1/{DiskFaultEvery}, bus fault 1/{BusFaultEvery}\n  {string.Join("\n  ", Requests.AsEnumerable())}";
}
