namespace UploadProcessing.ServiceDefaults.Users;

/// <summary>The password hashes of the users in <c>appsettings.Development.json</c>, whose passwords everybody can read in the documentation.</summary>
internal static class DevelopmentPasswords
{
    private static readonly string[] Hashes =
    [
        "AQAAAAIAAzRQAAAAELRI+Quf3p37Id52TCP7FLYrizeiRVFh+g7m6GCo6gS8FnbwCAgA/QPejBRykm0w4Q==",
        "AQAAAAIAAzRQAAAAEEb5/aJgKpp0TTiPOM97knYfCa5iDWIlup+UNWnlvqUg8AvOoyZta7gsjDs5unWguw==",
        "AQAAAAIAAzRQAAAAEDVz8tZ81/k+1cKnag+LXCebhxhewZUAWXkjBeDdweaJRDqowYIzkD/He0cMqDJVlg==",
    ];

    public static bool Contains(string hash) => Hashes.Contains(hash, StringComparer.Ordinal);
}
