using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>What stands between clients and this service, and what of its word is taken.</summary>
public sealed class ProxyOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Proxies";

    /// <summary>Addresses (<c>10.0.0.2</c>, <c>::1</c>) and networks (<c>10.1.0.0/16</c>) of reverse proxies. Nobody else is believed where a
    /// request came from.</summary>
    public IList<string> Known { get; } = [];

    /// <summary>Which header fields they write. Only one kind, because a proxy passes on whatever a client wrote into the other.</summary>
    public ForwardedBy Header { get; set; } = ForwardedBy.XForwarded;

    /// <summary>A path that clients see before everything here, and that a proxy leaves on: <c>/up</c>. One that takes it away says so in
    /// <c>X-Forwarded-Prefix</c> instead.</summary>
    [RegularExpression("(/[A-Za-z0-9._~-]+)*", ErrorMessage = "Configuration 'Proxies:PathBase' is not a path like /up, without a slash at its end.")]
    public string PathBase { get; set; } = "";
}

/// <summary>How a proxy says who asked it.</summary>
public enum ForwardedBy
{
    /// <summary><c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>.</summary>
    XForwarded,

    /// <summary><c>Forwarded</c> (RFC 7239).</summary>
    Forwarded,
}
