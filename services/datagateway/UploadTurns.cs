using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Tus;

namespace UploadProcessing.DataGateway;

/// <summary>Requests about one upload reach the dataprovider in the order in which they came: an older one that is still sending is ended
/// first, and the newer waits until what it brought has been kept.</summary>
/// <remarks>Without it a HEAD could overtake a PATCH whose client is long gone, and tell an offset that the PATCH then changes. Between
/// several gateways the dataprovider's own take-over decides.</remarks>
internal sealed class UploadTurns(TimeProvider time)
{
    private const string Data = TransferEndpoint.Data + "/";

    // Long enough to pass on what has arrived, short enough that nobody notices: whoever is ended is stalled or gone, nearly always.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = time;

    // By the token as it was sent: whoever has another, or a forged one, ends nobody's request.
    private readonly ConcurrentDictionary<string, Turn> _sending = new(StringComparer.Ordinal);

    /// <summary>Notes a request that sends bytes, before anything that takes time: what counts is which one came first. A PUT is whole or
    /// nothing, and takes nothing over.</summary>
    public void Enter(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (!TusMethod.Is(request.Method, TusMethod.Patch) || !request.Path.StartsWith(Data, StringComparison.Ordinal))
        {
            return;
        }

        var turn = new Turn(this, request.Path[Data.Length..], features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted);
        _sending.AddOrUpdate(turn.Jwt, turn, (_, running) =>
        {
            turn.Older = running;
            return turn;
        });
        features.Set(turn);
        features.GetRequiredFeature<IHttpResponseFeature>().OnCompleted(static state =>
        {
            ((Turn)state).Dispose();
            return Task.CompletedTask;
        }, turn);
    }

    /// <summary>Ends whatever is being sent.</summary>
    public Task EndAsync(string jwt) => _sending.TryGetValue(jwt, out var running) ? running.WithdrawAsync() : Task.CompletedTask;

    /// <param name="turns">Where it is noted.</param>
    /// <param name="jwt">The upload's token.</param>
    /// <param name="clientGone">Cancelled once the client has left: what it sent is here then, and takes no longer than passing it on.</param>
    internal sealed class Turn(UploadTurns turns, string jwt, CancellationToken clientGone) : IDisposable
    {
        // Not disposed: somebody may be about to cancel it, and it holds nothing.
        private readonly CancellationTokenSource _withdrawn = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Jwt => jwt;

        /// <summary>Is cancelled when a newer request has come.</summary>
        public CancellationToken Withdrawn => _withdrawn.Token;

        /// <summary>Who was sending when it came.</summary>
        public Turn? Older { get; set; }

        /// <summary>Ends who was sending before, and returns when what they brought has been kept.</summary>
        public async Task BeginAsync()
        {
            await (Older?.WithdrawAsync() ?? Task.CompletedTask);
            Older = null;
        }

        public async Task WithdrawAsync()
        {
            await Task.WhenAny(_ended.Task, Task.Delay(Grace, turns._time, CancellationToken.None));
            if (!_ended.Task.IsCompleted && !clientGone.IsCancellationRequested)
            {
                await _withdrawn.CancelAsync();
            }

            await _ended.Task;
        }

        public void Dispose()
        {
            turns._sending.TryRemove(new KeyValuePair<string, Turn>(jwt, this));
            _ended.TrySetResult();
        }
    }
}
