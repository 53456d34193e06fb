using System.Net;
using System.Security.Cryptography;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Storm;

/// <summary>One of the clients in the storm: puts, gets, removes and moves under two names of its own, and puts under one that all share.</summary>
internal sealed class StormClient : IDisposable
{
    public const string SharedName = "storm/shared.bin";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DavClient _dav;
    private readonly Mover _mover;
    private readonly string _space;
    private readonly Random _random;
    private readonly Knowledge _knowledge;
    private readonly string[] _names;

    public StormClient(int number, DistributedApplication app, Mover mover, string space)
    {
        _dav = DavClient.Einstein(app);
        _mover = mover;
        _space = space;
        _random = new Random(Soak.Seed + number);
        _knowledge = new Knowledge($"client {number}");
        // In two folders, so that a move changes the sizes of both.
        _names = [$"storm/one/{number}.bin", $"storm/two/{number}.bin"];
    }

    /// <summary>What was sent under the shared name, acknowledged or not.</summary>
    public List<Content> SharedContents { get; } = [];

    public int Answered { get; private set; }

    public int Unanswered { get; private set; }

    /// <summary>One request after the other until it is over.</summary>
    public async Task RunAsync(SemaphoreSlim acknowledgements, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (await StepAsync(_random.Next(2)) is Outcome.Unanswered)
            {
                Unanswered++;
                await LookAsync();
            }
            else
            {
                Answered++;
                acknowledgements.Release();
            }
        }
    }

    /// <summary>Downloads what is under both names: it must be what the answers promised. Tries until it gets an answer.</summary>
    public async Task LookAsync()
    {
        for (var name = 0; name < _names.Length; name++)
        {
            await Eventually.TrueAsync(() => GetAsync(name), Patience, () => $"{_names[name]} cannot be looked at.");
        }
    }

    public void Dispose() => _dav.Dispose();

    private async Task<Outcome> StepAsync(int name)
    {
        switch (_random.Next(10))
        {
            case < 4:
                var content = await NextContentAsync();
                return Learn($"PUT {name} {content.Content}", await PutAsync(_names[name], content), names => names.Put(name, content.Content));
            case 4:
                var shared = await NextContentAsync();
                SharedContents.Add(shared.Content);
                return await PutAsync(SharedName, shared);
            case < 7:
                return await GetAsync(name) ? Outcome.Replaced : Outcome.Unanswered;
            case 7:
                return Learn($"DELETE {name}", await RemoveAsync(_names[name]), names => names.Remove(name));
            default:
                return Learn($"MOVE {name}", await _mover.MoveAsync(_space, _names[name], _names[1 - name]), names => names.Move(name));
        }
    }

    private Outcome Learn(string request, Outcome outcome, Func<Names, (Outcome, Names)> effect)
    {
        _knowledge.Learn(request, outcome, effect);
        return outcome;
    }

    private async Task<(Content Content, int Seed)> NextContentAsync()
    {
        var (seed, length) = (_random.Next(), _random.Next(1 << 20));
        return (new Content(await PatternStream.Sha256Async(length, seed, CancellationToken.None), length), seed);
    }

    private Task<Outcome> PutAsync(string name, (Content Content, int Seed) sent) =>
        AskAsync(() => _dav.PutPatternAsync(DavClient.Url(_space, name), sent.Content.Length, sent.Seed, CancellationToken.None), status => status switch
        {
            HttpStatusCode.Created => Outcome.Created,
            HttpStatusCode.NoContent => Outcome.Replaced,
            _ => null,
        });

    private Task<Outcome> RemoveAsync(string name) =>
        AskAsync(() => _dav.Http.DeleteAsync(DavClient.Url(_space, name), CancellationToken.None), status => status switch
        {
            HttpStatusCode.NoContent => Outcome.Removed,
            HttpStatusCode.NotFound => Outcome.Absent,
            _ => null,
        });

    /// <summary>No answer is one whose connection broke, or that says that a participant is not there. Every other one must make sense.</summary>
    private static async Task<Outcome> AskAsync(Func<Task<HttpResponseMessage>> ask, Func<HttpStatusCode, Outcome?> meaning)
    {
        try
        {
            using var answer = await ask();
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
            {
                return Outcome.Unanswered;
            }

            return meaning(answer.StatusCode) is { } outcome
                ? outcome
                : throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException)
        {
            return Outcome.Unanswered;
        }
    }

    /// <summary>Whether it was answered, to its last byte.</summary>
    private async Task<bool> GetAsync(int name)
    {
        try
        {
            using var answer = await _dav.Http.GetAsync(DavClient.Url(_space, _names[name]), HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                await using var body = await answer.Content.ReadAsStreamAsync();
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(body));
                _knowledge.See(name, new Content(hash, answer.Content.Headers.ContentLength ?? -1));
                return true;
            }

            if (answer.StatusCode is HttpStatusCode.NotFound)
            {
                _knowledge.See(name, null);
                return true;
            }

            return answer.StatusCode >= HttpStatusCode.InternalServerError
                ? false
                : throw new InvalidOperationException($"GET: {(int)answer.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
