namespace UploadProcessing.Relay;

/// <summary>How a relayed request ended.</summary>
public enum RelayOutcome
{
    /// <summary>The target's answer has been passed on, early or after the whole body. If the target failed after its answer had begun,
    /// the client's connection was aborted, so that a cut answer is never taken for a whole one.</summary>
    Answered,

    /// <summary>No connection to the target could be made: 502.</summary>
    Unreachable,

    /// <summary>The target closed the connection, fell silent or answered something that is not HTTP/1.1 before its answer had begun: 502.</summary>
    Broken,

    /// <summary>The client's request ended before it was complete, or was malformed; there is usually nobody left to answer: 400.</summary>
    ClientGone,

    /// <summary>The client stopped sending its body, or sent it more slowly than the server allows: reading it failed with 408.</summary>
    ClientTooSlow,

    /// <summary>The body is larger than the server allows (its <c>MaxRequestBodySize</c>): 413.</summary>
    BodyTooLarge,

    /// <summary>The caller has withdrawn the request in the middle of its body (<see cref="RelayRequest.Withdrawn"/>).</summary>
    Withdrawn,

    /// <summary>The target's answer has one of <see cref="RelayRequest.Unusable"/>; nothing of it has been passed on: 502.</summary>
    Unusable,
}
