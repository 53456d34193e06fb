namespace UploadProcessing.TestSupport.Oidc;

/// <summary>What a token is to say; as it stands, it is good.</summary>
public sealed record TokenWanted
{
    /// <summary>Whom it names; null: nobody.</summary>
    public object? User { get; init; } = "lise";

    /// <summary>The claim that names them.</summary>
    public string UserClaim { get; init; } = "preferred_username";

    /// <summary>What others call them.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whom it is for; null: nobody in particular.</summary>
    public string? Audience { get; init; } = "uploads";

    /// <summary>Who says that it made it; null: who did.</summary>
    public string? Issuer { get; init; }

    /// <summary>From when it is good, from now.</summary>
    public TimeSpan NotBefore { get; init; } = TimeSpan.FromMinutes(-1);

    /// <summary>How long it is good, from now; null: for ever.</summary>
    public TimeSpan? Expires { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>RS256 or ES256.</summary>
    public string Algorithm { get; init; } = "RS256";
}
