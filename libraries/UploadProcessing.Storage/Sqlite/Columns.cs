using System.Text.Json;
using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Sqlite;

/// <summary>How values of ours are kept in columns.</summary>
internal static class Columns
{
    public static string ToColumn<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Enum<T>(this SqliteDataReader row, string name)
        where T : struct, Enum => System.Enum.Parse<T>(row.Text(name)!, ignoreCase: true);

    public static UploadId? Upload(this SqliteDataReader row, string name) => row.Text(name) is { } text ? UploadId.Parse(text) : null;

    public static NodeId? Node(this SqliteDataReader row, string name) => row.Text(name) is { } text ? NodeId.Parse(text) : null;

    public static SpaceId Space(this SqliteDataReader row, string name) => SpaceId.Parse(row.Text(name)!);

    public static DateTimeOffset Time(this SqliteDataReader row, string name) => row.TimeOrNull(name)!.Value;

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, string name) =>
        row.Number(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    public static Checksum? Checksum(this SqliteDataReader row, string name) =>
        row.Text(name) is { } text ? Storage.Checksum.Parse(text) : null;

    /// <summary>As JSON; nothing when there are none.</summary>
    public static string? ToColumn(IReadOnlyList<string>? texts) => texts is { Count: > 0 } ? JsonSerializer.Serialize(texts) : null;

    public static IReadOnlyList<string>? Texts(this SqliteDataReader row, string name) =>
        row.Text(name) is { } json ? JsonSerializer.Deserialize<string[]>(json) : null;

    public static string? Text(this SqliteDataReader row, string name) => row[name] as string;

    public static long? Number(this SqliteDataReader row, string name) => row[name] as long?;
}
