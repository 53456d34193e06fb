namespace UploadProcessing.Contracts.Access;

/// <summary>What a verified access token says.</summary>
/// <param name="User">Who asks.</param>
/// <param name="AppPassword">The app password they signed in with, whose end ends the token; null: they signed in otherwise.</param>
public readonly record struct AccessToken(UserId User, AppPasswordId? AppPassword = null);
