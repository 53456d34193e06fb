using Microsoft.AspNetCore.Components;

namespace UploadProcessing.Dashboard.Components.Parts;

/// <summary>A page that looks again and again, for as long as somebody looks at it.</summary>
public abstract class Refreshing : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>How often.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody looks any more.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is shown.</summary>
    /// <returns>Whether there is something new.</returns>
    protected abstract Task<bool> RefreshAsync();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync() => await RefreshAsync();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = LookAgainAsync(_gone.Token);
        }
    }

    private async Task LookAgainAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Interval, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await InvokeAsync(async () =>
                {
                    if (await RefreshAsync())
                    {
                        StateHasChanged();
                    }
                });
            }
        }
        catch (OperationCanceledException)
        {
            // They have gone to another page.
        }
        catch (ObjectDisposedException)
        {
            // Likewise, while it was looked.
        }
    }
}
