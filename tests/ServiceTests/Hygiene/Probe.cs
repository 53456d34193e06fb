namespace ServiceTests.Hygiene;

/// <summary>One way to say something with HTTP that two servers may read differently.</summary>
/// <param name="Request">Byte by byte. <c>{put}</c> is the request line of an upload of five bytes, <c>{allowed}</c> a field line that lets
/// it in, <c>{path}</c> the address alone.</param>
/// <param name="Status">What it is answered with; 0: with the end of the connection, or not at all.</param>
/// <param name="Arrives">How many requests reach the dataprovider whole.</param>
/// <param name="AtTheEnd">What the dataprovider itself answers, where that is something else.</param>
/// <param name="IsCut">Whether the request does not end, so that nothing more can be sent on its connection.</param>
internal sealed record Probe(string Request, int Status, int Arrives = 0, int? AtTheEnd = null, bool IsCut = false);
