namespace UploadProcessing.LoadTests.Http;

/// <summary>What of an answer an upload needs.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="Location">Where a creation says the upload is.</param>
/// <param name="Progress">Where the upload's progress is.</param>
/// <param name="Closes">Whether the connection ends with it.</param>
internal readonly record struct Answer(int Status, string? Location, string? Progress, bool Closes)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
