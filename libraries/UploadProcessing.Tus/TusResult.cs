namespace UploadProcessing.Tus;

/// <summary>A value, or the reason why there is none.</summary>
/// <typeparam name="T">What was read.</typeparam>
public readonly struct TusResult<T>
{
    private readonly T? _value;

    private TusResult(T? value, TusError? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>Why the request is refused; null when it is not.</summary>
    public TusError? Error { get; }

    /// <summary>What was read. Asking for it when there is an <see cref="Error"/> is a mistake of the caller.</summary>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"There is no value: {Error}.");

    /// <summary>Wraps a value.</summary>
    public static implicit operator TusResult<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator TusResult<T>(TusError error) => new(default, error);

    /// <inheritdoc/>
    public override string ToString() => Error?.ToString() ?? _value?.ToString() ?? "";
}
