namespace UploadProcessing.Storage.Sqlite;

/// <summary>One caller's write in a group that is committed together; the caller hears of it only after the commit.</summary>
internal abstract class GroupedWrite
{
    /// <summary>Runs it; false when it failed and its changes are to be undone.</summary>
    public abstract bool Run(SqliteMetadataTransaction transaction);

    /// <summary>Tells the caller how it ended: the group is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that the group could not be committed.</summary>
    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class GroupedWrite<T>(Func<IMetadataTransaction, ValueTask<T>> write, CancellationToken cancellationToken) : GroupedWrite
{
    // Continuations elsewhere: the writer thread has the next group to commit.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;
    private T? _result;

    public Task<T> Result => _completion.Task;

    public override bool Run(SqliteMetadataTransaction transaction)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _failure = new OperationCanceledException(cancellationToken);
            return false;
        }

        try
        {
            var task = write(transaction);
            if (!task.IsCompleted)
            {
                throw new InvalidOperationException("A write waited for something other than its transaction.");
            }

            _result = task.Result;
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it is this caller's and not the group's; it is thrown at the caller.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = exception;
            return false;
        }
    }

    public override void Complete()
    {
        if (_failure is null)
        {
            _completion.SetResult(_result!);
        }
        else
        {
            _completion.SetException(_failure);
        }
    }

    public override void Fail(Exception exception) => _completion.SetException(exception);
}
