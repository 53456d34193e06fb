namespace UploadProcessing.ServiceDefaults.Audit;

/// <summary>The names of the events.</summary>
public static class AuditEvents
{
    /// <summary>Somebody signed in (once for as long as that is remembered), failed to, or was not let try.</summary>
    public const string SignIn = "sign-in";

    /// <summary>An app password was made.</summary>
    public const string AppPasswordCreated = "app-password-created";

    /// <summary>An app password was used for the first time.</summary>
    public const string AppPasswordFirstUsed = "app-password-first-used";

    /// <summary>An app password was revoked.</summary>
    public const string AppPasswordRevoked = "app-password-revoked";

    /// <summary>A user became a member of a space.</summary>
    public const string MemberAdded = "member-added";

    /// <summary>A member was given another role.</summary>
    public const string MemberChanged = "member-changed";

    /// <summary>A member was shut out.</summary>
    public const string MemberRemoved = "member-removed";

    /// <summary>A space was made.</summary>
    public const string SpaceCreated = "space-created";

    /// <summary>A space was renamed, or its quota changed.</summary>
    public const string SpaceChanged = "space-changed";

    /// <summary>A space was removed with all that was in it.</summary>
    public const string SpaceRemoved = "space-removed";

    /// <summary>An operator did something to an upload through the Admin API, or somebody without the token tried to.</summary>
    public const string Administration = "administration";

    /// <summary>A transfer token was not taken.</summary>
    public const string TransferToken = "transfer-token";
}
