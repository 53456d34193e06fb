namespace UploadProcessing.Sequences;

/// <summary>The side of a conversation a span stands for, as OpenTelemetry defines it.</summary>
public enum SpanKind
{
    /// <summary>Work inside one participant; never drawn.</summary>
    Internal,

    /// <summary>The side that answers a call.</summary>
    Server,

    /// <summary>The side that makes a call and waits for the answer.</summary>
    Client,

    /// <summary>The side that hands a message to a broker.</summary>
    Producer,

    /// <summary>The side that gets a message from a broker.</summary>
    Consumer,
}
