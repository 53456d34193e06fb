using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;

// What each hop pays for a request before it touches a byte: one verification of the transfer token, with one key and with several.
const int Tokens = 1000;
const int Rounds = 20;
foreach (var previous in new[] { 0, 1, 5 })
{
    var options = new TransferOptions { SigningKey = Key(0) };
    for (var key = 1; key <= previous; key++)
    {
        options.PreviousSigningKeys.Add(Key(key));
    }

    var tokens = new TransferTokens(Options.Create(options), TimeProvider.System);
    // Different tokens, so that no cache of validated ones can help; signed by the oldest key, the last that is looked at.
    var oldest = new TransferTokens(Options.Create(new TransferOptions { SigningKey = Key(previous) }), TimeProvider.System);
    var made = Enumerable.Range(0, Tokens).Select(_ => Make(oldest)).ToArray();
    await VerifyAsync(tokens, made);
    var rounds = new List<double>();
    for (var round = 0; round < Rounds; round++)
    {
        var begun = Stopwatch.GetTimestamp();
        await VerifyAsync(tokens, made);
        rounds.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Tokens);
    }

    rounds.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{previous + 1} key(s): median {rounds[Rounds / 2]:F1} µs, worst round {rounds[^1]:F1} µs a token"));
}

static string Key(int number) => $"{number:D2}{new string('k', 62)}";

static string Make(TransferTokens tokens)
{
    var upload = UploadId.New();
    return tokens.Protect(new TransferToken(
        upload, TransferOperation.Write, new Uri($"http://dataprovider/data/simple/{upload}"), SpaceId.New(), new UserId("einstein"),
        TimeProvider.System.GetUtcNow().AddDays(7)));
}

static async Task VerifyAsync(TransferTokens tokens, string[] made)
{
    foreach (var token in made)
    {
        if ((await tokens.VerifyAsync(token, TransferOperation.Write)).Token is null)
        {
            throw new InvalidOperationException("A token of ours was refused.");
        }
    }
}
