namespace UploadProcessing.AppHost;

/// <summary>The users that ocdav and storageprovider know in Development, and nowhere else.</summary>
internal static class DevelopmentUsers
{
    public static IReadOnlyList<(string Name, string Password)> All { get; } =
    [
        ("einstein", "relativity"),
        ("marie", "radioactivity"),
        ("admin", "admin"),
    ];
}
