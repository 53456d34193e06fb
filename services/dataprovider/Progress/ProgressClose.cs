using System.Net.WebSockets;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Why a WebSocket is closed; those from 4000 on are for applications (RFC 6455, 7.4.2), and end with the status that HTTP has for it.</summary>
internal static class ProgressClose
{
    /// <summary>Whoever uploads may no longer see the space.</summary>
    public const int Forbidden = 4403;

    /// <summary>There is no such upload any more.</summary>
    public const int Gone = 4410;

    public static int Of(FeedEnd end) => end switch
    {
        FeedEnd.Forbidden => Forbidden,
        FeedEnd.Gone => Gone,
        _ => (int)WebSocketCloseStatus.NormalClosure,
    };
}
