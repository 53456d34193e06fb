namespace UploadProcessing.Relay;

/// <summary>One request to the target of a relay; method, body and framing are the client's.</summary>
public sealed class RelayRequest
{
    /// <summary>Absolute http address, already resolved to a host and port. It must come from configuration or be checked against it:
    /// connections are kept for each host and port.</summary>
    public required Uri Target { get; init; }

    /// <summary>The target's route template for the span's name and <c>url.template</c>: <c>/data/tus/{uploadid}</c>. Never the path itself.</summary>
    public required string Template { get; init; }

    /// <summary>The client's end-to-end headers and trailers that are not passed on, besides hop-by-hop ones; in any case.</summary>
    public IReadOnlySet<string> Withheld { get; init; } = new HashSet<string>();

    /// <summary>Headers set for the target, in place of the client's of the same name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Ends the body where it is, as if the client had left: the target keeps what came, and <see cref="RelayOutcome.Withdrawn"/> is
    /// the outcome once it has.</summary>
    public CancellationToken Withdrawn { get; init; }

    /// <summary>Statuses of the target that say nothing to the client, such as 401 for a credential that the caller has added. They end the
    /// request as <see cref="RelayOutcome.Unusable"/>.</summary>
    public IReadOnlySet<int> Unusable { get; init; } = new HashSet<int>();

    /// <summary>Whether the client's field <paramref name="name"/> is kept from the target or replaced for it.</summary>
    internal bool Replaces(string name) => Contains(Withheld, name) || Contains(Headers.Keys, name);

    // A caller's set may have been made with any comparer; field names have no case (RFC 9110, 5.1).
    private static bool Contains(IEnumerable<string> names, string name)
    {
        foreach (var candidate in names)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
