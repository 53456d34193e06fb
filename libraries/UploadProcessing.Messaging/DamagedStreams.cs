using System.Globalization;
using NATS.Client.JetStream.Models;

namespace UploadProcessing.Messaging;

/// <summary>Streams that the server serves though what is on its disk is damaged. They are of no use, and an empty one is: sessions ask again for
/// whatever was in them.</summary>
/// <remarks>Seen with nats-server 2.9.10 after the files of its store were overwritten in the middle. It starts, says nothing, and from then on passes
/// events over, keeps every value of a key, or answers nobody for some keys.</remarks>
public static class DamagedStreams
{
    /// <summary>Whether a stream contradicts itself. Of one that has several copies it is left to the servers: they mend one by the others.</summary>
    public static bool IsDamaged(this StreamInfo stream) =>
        stream.Config.NumReplicas <= 1 && (HoldsRemains(stream) || (KeepsOneEach(stream) ? KeepsMore(stream.State) : stream.State.NumDeleted > 0));

    /// <summary>Whether a consumer has been given more than the stream ever held.</summary>
    /// <remarks>A server that finds a damaged block of messages, or an older copy of it, goes on before the damage; the consumer does not go back
    /// with it, and would be given nothing until as many new ones have come. Made again it is given all that there is, some of it once more.</remarks>
    public static bool IsAheadOf(this ConsumerInfo consumer, StreamInfo stream) => consumer.Delivered.StreamSeq > stream.State.LastSeq;

    /// <summary>A server that cannot read a stream's description starts without it. Made again, the stream goes on with old blocks of messages.</summary>
    private static bool HoldsRemains(StreamInfo stream) =>
        stream.State.Messages > 0
        && DateTimeOffset.TryParse(stream.State.FirstTs, CultureInfo.InvariantCulture, out var first) && first < stream.Created;

    /// <summary>A bucket without history. From any other stream of ours no single message is ever removed: a hole is damage.</summary>
    private static bool KeepsOneEach(StreamInfo stream) => stream.Config.MaxMsgsPerSubject == 1;

    private static bool KeepsMore(StreamState state) => state.NumSubjects > 0 && state.Messages > state.NumSubjects;
}
