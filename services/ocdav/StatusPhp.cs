using System.Text.Json.Serialization;

namespace UploadProcessing.Ocdav;

/// <summary><c>GET /status.php</c>: how clients of the ownCloud family recognise a server.</summary>
internal static class StatusPhp
{
    // They refuse servers that call themselves older than version 10.
    private static readonly ServerStatus Status = new(true, false, false, "10.11.0.0", "10.11.0", "Community", "UploadProcessing");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/status.php", () => TypedResults.Json(Status)).AllowAnonymous();

    private sealed record ServerStatus(
        [property: JsonPropertyName("installed")] bool Installed,
        [property: JsonPropertyName("maintenance")] bool Maintenance,
        [property: JsonPropertyName("needsDbUpgrade")] bool NeedsDbUpgrade,
        [property: JsonPropertyName("version")] string Version,
        [property: JsonPropertyName("versionstring")] string VersionString,
        [property: JsonPropertyName("edition")] string Edition,
        [property: JsonPropertyName("productname")] string ProductName);
}
