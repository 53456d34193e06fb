using System.Collections.Concurrent;

namespace UploadProcessing.DataGateway;

/// <summary>Requests about one upload reach the dataprovider in the order in which they came: an older one that is still sending is ended
/// first, and the newer waits until what it brought has been kept.</summary>
/// <remarks>Without it a HEAD could overtake a PATCH whose client is long gone, and tell an offset that the PATCH then changes. Between
/// several gateways the dataprovider's own take-over decides.</remarks>
internal sealed class UploadTurns(TimeProvider time)
{
    // Long enough to pass on what has arrived, short enough that nobody notices: whoever is ended is stalled or gone, nearly always.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = time;
    private readonly ConcurrentDictionary<string, Turn> _sending = new(StringComparer.Ordinal);

    /// <summary>Begins to send; disposing the turn ends it.</summary>
    /// <param name="jwt">The upload's token: whoever has another, or a forged one, ends nobody's request.</param>
    /// <param name="clientGone">Cancelled once the client has left: what it sent is here then, and takes no longer than passing it on.</param>
    public async Task<Turn> TakeAsync(string jwt, CancellationToken clientGone)
    {
        var turn = new Turn(this, jwt, clientGone);
        Turn? older = null;
        _sending.AddOrUpdate(jwt, turn, (_, running) =>
        {
            older = running;
            return turn;
        });
        await (older?.WithdrawAsync() ?? Task.CompletedTask);
        return turn;
    }

    /// <summary>Ends whatever is being sent.</summary>
    public Task EndAsync(string jwt) => _sending.TryGetValue(jwt, out var running) ? running.WithdrawAsync() : Task.CompletedTask;

    private void Leave(Turn turn) => _sending.TryRemove(new KeyValuePair<string, Turn>(turn.Jwt, turn));

    internal sealed class Turn(UploadTurns turns, string jwt, CancellationToken clientGone) : IDisposable
    {
        private readonly CancellationTokenSource _withdrawn = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Jwt => jwt;

        /// <summary>Is cancelled when a newer request has come.</summary>
        public CancellationToken Withdrawn => _withdrawn.Token;

        public async Task WithdrawAsync()
        {
            await Task.WhenAny(_ended.Task, Task.Delay(Grace, turns._time, CancellationToken.None));
            if (!_ended.Task.IsCompleted && !clientGone.IsCancellationRequested)
            {
                await _withdrawn.CancelAsync();
            }

            await _ended.Task;
        }

        /// <summary>Not the source of <see cref="Withdrawn"/>: somebody may be about to cancel it, and it holds nothing.</summary>
        public void Dispose()
        {
            turns.Leave(this);
            _ended.TrySetResult();
        }
    }
}
