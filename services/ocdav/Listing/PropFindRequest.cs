using System.Xml;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>Which of the three questions a PROPFIND asks (RFC 4918, 14.20).</summary>
internal enum PropFindKind
{
    /// <summary>All properties worth having, and the included ones.</summary>
    AllProp,

    /// <summary>The names only.</summary>
    PropName,

    /// <summary>These.</summary>
    Prop,
}

/// <summary>The body of a PROPFIND.</summary>
internal sealed class PropFindRequest
{
    /// <summary>The largest body read. The longest of a known client has a tenth of it.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most properties that may be named: each is answered for each entry, so that a small body could buy a huge answer.</summary>
    public const int MaxNames = 200;

    /// <summary>The deepest element read; what a PROPFIND says is at depth 2.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most attributes of one element; they declare namespaces, and a lookup goes through all of them.</summary>
    public const int MaxAttributes = 64;

    private readonly HashSet<PropertyName> _known = [];

    private static readonly XmlReaderSettings Settings = new()
    {
        // No document type, hence no entities: neither files of this machine nor a billion laughs.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public PropFindKind Kind { get; private set; }

    /// <summary>Named in <c>prop</c> or <c>include</c>, each once, in the client's order.</summary>
    public List<PropertyName> Names { get; } = [];

    /// <summary>Reads a body; null when it is not a <c>propfind</c> element that says one thing, of a
    /// sensible number of properties.</summary>
    /// <remarks>"An empty PROPFIND request body MUST be treated as if it were an 'allprop' request" (9.1). Text between elements is
    /// ignored: version 2.11 of ownCloud's desktop client leaves a stray letter behind <c>prop</c>.</remarks>
    public static PropFindRequest? Parse(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.ContainsAnyExcept(" \t\r\n"u8))
        {
            return new PropFindRequest();
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray(), writable: false), Settings);
            return Read(reader);
        }
        catch (Exception exception) when (exception is XmlException or NotSupportedException)
        {
            // Not supported: UTF-7, under which a harmless text is another one.
            return null;
        }
    }

    private static PropFindRequest? Read(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || !Is(reader, "propfind") || reader.AttributeCount > MaxAttributes)
        {
            return null;
        }

        Bound(reader);

        var request = new PropFindRequest();
        var questions = 0;
        while (Next(reader))
        {
            // Depth 1: what is asked; depth 2: the names. "Ignore any unknown XML element and all of its children" (17).
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1)
            {
                continue;
            }

            if (Is(reader, "prop") || Is(reader, "include"))
            {
                questions += Is(reader, "prop") ? 1 : 0;
                request.Kind = Is(reader, "prop") ? PropFindKind.Prop : request.Kind;
                request.ReadNames(reader);
            }
            else if (Is(reader, "propname") || Is(reader, "allprop"))
            {
                questions++;
                request.Kind = Is(reader, "propname") ? PropFindKind.PropName : request.Kind;
            }
        }

        return questions == 1 && request.Names.Count <= MaxNames ? request : null;
    }

    private void ReadNames(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        while (Next(reader) && reader.Depth > 1)
        {
            var name = new PropertyName(reader.NamespaceURI, reader.LocalName);
            if (reader is { NodeType: XmlNodeType.Element, Depth: 2 } && _known.Add(name))
            {
                Names.Add(name);
            }
        }
    }

    private static bool Next(XmlReader reader)
    {
        var read = reader.Read();
        Bound(reader);
        return read;
    }

    private static void Bound(XmlReader reader)
    {
        if (reader.Depth > MaxDepth || reader.AttributeCount > MaxAttributes)
        {
            throw new XmlException("Too deep or too wide.");
        }
    }

    private static bool Is(XmlReader reader, string davName) => reader.LocalName == davName && reader.NamespaceURI == PropertyName.Dav;
}
