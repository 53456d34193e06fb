namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>Reads what a stranger sends, up to a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The most that an answer or a callback may have; they say one word and a sentence.</summary>
    public const int Limit = 64 * 1024;

    /// <summary>All of it; null when there is more than <see cref="Limit"/>.</summary>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > Limit)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
