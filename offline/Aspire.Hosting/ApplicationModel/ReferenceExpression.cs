using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with values in it that are asked for when a process is started, not when the expression is written.</summary>
public class ReferenceExpression : IExpressionValue
{
    private readonly IReadOnlyList<(IExpressionValue Value, string? Format)> _parts;

    private ReferenceExpression(IReadOnlyList<(IExpressionValue Value, string? Format)> parts) => _parts = parts;
    public string ValueExpression => string.Concat(_parts.Select(part => part.Value.ValueExpression));
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var text = new List<string?>();
        foreach (var (value, format) in _parts)
        {
            var resolved = await value.GetValueAsync(cancellationToken).ConfigureAwait(false);
            text.Add(format is "uri" && resolved is not null ? Uri.EscapeDataString(resolved) : resolved);
        }

        return string.Concat(text);
    }

    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<(IExpressionValue Value, string? Format)> Parts { get; } = new(formattedCount + Math.Min(literalLength, formattedCount + 1));

        public void AppendLiteral(string value) => Parts.Add((new Literal(value), null));

        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, format: null);

        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider => Parts.Add((new Provided(valueProvider, valueProvider), format));
    }

    private sealed record Literal(string ValueExpression) : IExpressionValue
    {
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(ValueExpression);
    }

    private sealed record Provided(IValueProvider Value, IManifestExpressionProvider Expression) : IExpressionValue
    {
        public string ValueExpression => Expression.ValueExpression;

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => Value.GetValueAsync(cancellationToken);
    }
}
