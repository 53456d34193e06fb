namespace UploadProcessing.Ocdav.Listing;

/// <summary>A WebDAV property's name.</summary>
internal readonly record struct PropertyName(string Namespace, string LocalName)
{
    public const string Dav = "DAV:";

    public const string OwnCloud = "http://owncloud.org/ns";
}
