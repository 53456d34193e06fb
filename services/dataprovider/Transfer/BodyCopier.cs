using System.Buffers;
using System.IO.Pipelines;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Transfer;

/// <summary>From the socket to the blob, in the blocks that arrive.</summary>
internal static class BodyCopier
{
    /// <summary>Appends <paramref name="body"/> to its end, or up to the first byte that the session may not have.</summary>
    /// <param name="reservation">Quota for lengths that are not known.</param>
    /// <param name="session">The upload.</param>
    /// <param name="writer">Its blob.</param>
    /// <param name="passing">Sees every byte that was written.</param>
    /// <param name="body">The request's.</param>
    /// <param name="cancellationToken">Ends the reading; what was appended stays.</param>
    /// <returns>Null at the body's end; else why no more is taken.</returns>
    public static async ValueTask<ReservationResult?> CopyAsync(
        UploadReservation reservation, UploadSession session, IBlobWriter writer, Action<ReadOnlySequence<byte>> passing, PipeReader body,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            try
            {
                var reserved = await reservation.EnsureAsync(session, writer.Length + read.Buffer.Length, cancellationToken);
                if (reserved.Session is null)
                {
                    return reserved;
                }

                session = reserved.Session;
                // No disk is set aside that no quota was.
                writer.Expect(session.ReservedBytes);
                await writer.AppendAsync(read.Buffer);
                // After it: what a full disk refused is not part of what a later request goes on with.
                passing(read.Buffer);
                Telemetry.BytesReceived.Add(read.Buffer.Length);
            }
            finally
            {
                // After a refusal too: Kestrel drains the rest only if nobody is in the middle of reading, and a connection that is
                // closed over unread bytes takes the answer with it.
                body.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
            {
                return null;
            }
        }
    }
}
