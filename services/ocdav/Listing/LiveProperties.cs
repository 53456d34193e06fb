using System.Globalization;
using System.Xml;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>A resource, as far as properties need to know.</summary>
internal readonly record struct PropertySource(ResourceInfo Info, SpaceId Space, SpaceQuota? Quota)
{
    public bool IsContainer => Info.Type == ResourceType.Container;
}

/// <summary>Writes one property's value; null when the resource does not have the property.</summary>
internal delegate Action<XmlWriter>? PropertyValue(PropertySource source);

/// <summary>Every property that is served.</summary>
internal static class LiveProperties
{
    /// <summary>Those that cost another call: "SHOULD NOT be returned as part of a DAV:allprop request" (RFC 4331, 2).</summary>
    public static readonly PropertyName[] Quota =
        [new(PropertyName.Dav, "quota-used-bytes"), new(PropertyName.Dav, "quota-available-bytes")];

    public static IReadOnlyDictionary<PropertyName, PropertyValue> All { get; } = new Dictionary<PropertyName, PropertyValue>
    {
        [new(PropertyName.Dav, "resourcetype")] = s => xml =>
        {
            if (s.IsContainer)
            {
                xml.WriteElementString("collection", PropertyName.Dav, null);
            }
        },
        [new(PropertyName.Dav, "displayname")] = s => Text(s.Info.Name),
        [new(PropertyName.Dav, "getlastmodified")] = s => Text(s.Info.Mtime is { } mtime
            ? DateTimeOffset.FromUnixTimeSeconds((long)mtime.Seconds).ToString("R", CultureInfo.InvariantCulture)
            : null),
        [new(PropertyName.Dav, "getetag")] = s => Text(s.Info.Etag),
        [new(PropertyName.Dav, "getcontentlength")] = s => s.IsContainer ? null : Text(s.Info.Size),
        [new(PropertyName.Dav, "getcontenttype")] = s => s.IsContainer ? null : Text(s.Info.MimeType),
        // Empty: no lock can be taken here (RFC 4918, 15.10).
        [new(PropertyName.Dav, "supportedlock")] = _ => static _ => { },
        [new(PropertyName.Dav, "lockdiscovery")] = _ => static _ => { },
        [Quota[0]] = s => s is { IsContainer: true, Quota: { } quota } ? Text(quota.Used) : null,
        // Without a limit there is no number to tell.
        [Quota[1]] = s => s is { IsContainer: true, Quota.Available: { } available } ? Text(available) : null,

        [OwnCloud("id")] = s => Text(Id(s.Info.Id, s.Space)),
        [OwnCloud("fileid")] = s => Text(Id(s.Info.Id, s.Space)),
        [OwnCloud("file-parent")] = s => Text(Id(s.Info.ParentId, s.Space)),
        [OwnCloud("name")] = s => Text(s.Info.Name),
        [OwnCloud("spaceid")] = s => Text(s.Space.ToString()),
        [OwnCloud("size")] = s => Text(s.Info.Size),
        [OwnCloud("permissions")] = s => Text(Permissions.Letters(s.Info.PermissionSet, s.IsContainer), evenIfEmpty: true),
        [OwnCloud("checksums")] = s => Checksum(s.Info.Checksum) is { } checksum
            ? xml => xml.WriteElementString("checksum", PropertyName.OwnCloud, checksum)
            : null,
        // Not served on purpose: downloadURL. Clients fetch from it without credentials, so it may only ever be a signed address.
    };

    private static PropertyName OwnCloud(string name) => new(PropertyName.OwnCloud, name);

    private static Action<XmlWriter>? Text(string? value, bool evenIfEmpty = false) =>
        value is { Length: > 0 } || (evenIfEmpty && value is not null) ? xml => xml.WriteString(XmlText.Clean(value)) : null;

    private static Action<XmlWriter> Text(ulong value) => xml => xml.WriteString(value.ToString(CultureInfo.InvariantCulture));

    private static string? Id(ResourceId? id, SpaceId space) => id is { OpaqueId.Length: > 0 }
        ? $"{(id.SpaceId.Length > 0 ? id.SpaceId : space.ToString())}!{id.OpaqueId}"
        : null;

    private static string? Checksum(ResourceChecksum? checksum) => checksum?.Type switch
    {
        ResourceChecksumType.Sha1 => $"SHA1:{checksum.Sum}",
        ResourceChecksumType.Md5 => $"MD5:{checksum.Sum}",
        ResourceChecksumType.Adler32 => $"ADLER32:{checksum.Sum}",
        _ => null,
    };
}
