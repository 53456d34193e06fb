using System.Text;
using System.Xml;
using UploadProcessing.Ocdav.Transfers;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>Writes a 207 answer entry by entry, so that a listing's length is bounded by the client's patience and not by memory.</summary>
internal sealed class MultiStatusWriter : IDisposable
{
    private const int SendAtBytes = 32 * 1024;

    private readonly HttpResponse _response;
    private readonly PropFindRequest _request;

    // Written synchronously into memory, sent asynchronously from there.
    private readonly MemoryStream _buffer = new();
    private readonly XmlWriter _xml;

    public MultiStatusWriter(HttpResponse response, PropFindRequest request)
    {
        _response = response;
        _request = request;
        _xml = XmlWriter.Create(_buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        _response.StatusCode = StatusCodes.Status207MultiStatus;
        // To the letter: ownCloud's desktop client compares.
        _response.ContentType = "application/xml; charset=utf-8";
        _xml.WriteStartDocument();
        _xml.WriteStartElement("d", "multistatus", PropertyName.Dav);
        _xml.WriteAttributeString("xmlns", "oc", null, PropertyName.OwnCloud);
    }

    public async ValueTask WriteAsync(string href, PropertySource source, CancellationToken cancellationToken)
    {
        Dav("response", () =>
        {
            _xml.WriteElementString("href", PropertyName.Dav, href);
            WriteFound(source);
            WriteMissing(source);
        });
        _xml.Flush();
        if (_buffer.Length >= SendAtBytes)
        {
            await SendAsync(cancellationToken);
        }
    }

    /// <summary>Closes the document. Not called, the client gets a document that does not end.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        _xml.WriteEndDocument();
        _xml.Flush();
        return SendAsync(cancellationToken);
    }

    public void Dispose() => _buffer.Dispose();

    private void WriteFound(PropertySource source)
    {
        // What has no bytes yet is listed with this text, which ownCloud's desktop client looks for (RFC 8470 meant 425 otherwise).
        var status = source.Info.Opaque.Text("status") == "processing" ? "HTTP/1.1 425 TOO EARLY" : "HTTP/1.1 200 OK";
        WritePropStat(status, () =>
        {
            foreach (var name in Candidates())
            {
                if (LiveProperties.All.TryGetValue(name, out var property) && property(source) is { } writeValue)
                {
                    WriteProperty(name, _request.Kind is PropFindKind.PropName ? null : writeValue);
                }
            }
        });
    }

    private void WriteMissing(PropertySource source)
    {
        var missing = _request.Names
            .Where(name => !LiveProperties.All.TryGetValue(name, out var property) || property(source) is null).ToList();
        if (missing.Count > 0)
        {
            WritePropStat("HTTP/1.1 404 Not Found", () => missing.ForEach(name => WriteProperty(name, null)));
        }
    }

    private IEnumerable<PropertyName> Candidates() => _request.Kind switch
    {
        PropFindKind.Prop => _request.Names,
        PropFindKind.PropName => LiveProperties.All.Keys,
        _ => LiveProperties.All.Keys.Except(LiveProperties.Quota).Union(_request.Names),
    };

    private void WritePropStat(string status, Action properties) => Dav("propstat", () =>
    {
        Dav("prop", properties);
        _xml.WriteElementString("status", PropertyName.Dav, status);
    });

    // A prefix that is not declared yet is made up by the writer; a property without a namespace stays without.
    private void WriteProperty(PropertyName name, Action<XmlWriter>? writeValue)
    {
        _xml.WriteStartElement(name.LocalName, name.Namespace);
        writeValue?.Invoke(_xml);
        _xml.WriteEndElement();
    }

    private void Dav(string name, Action content)
    {
        _xml.WriteStartElement(name, PropertyName.Dav);
        content();
        _xml.WriteEndElement();
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await _response.Body.WriteAsync(_buffer.GetBuffer().AsMemory(0, (int)_buffer.Length), cancellationToken);
        _buffer.SetLength(0);
    }
}
