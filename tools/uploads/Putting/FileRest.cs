using System.Net;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>A file from some byte on, as the body of a request. Each piece that the connection has taken is told.</summary>
internal sealed class FileRest(FileStream file, long length, Action<long> sent) : HttpContent
{
    private const int PieceSize = 128 * 1024;

    protected override bool TryComputeLength(out long computed)
    {
        computed = length - file.Position;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceSize];
        while (file.Position < length)
        {
            var read = await file.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, length - file.Position)), cancellationToken);
            if (read == 0)
            {
                throw new CommandException($"{file.Name} became shorter while it was uploaded.");
            }

            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            sent(file.Position);
        }
    }
}
