using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Dashboard;

/// <summary>Who gets in, and where uploads are asked about.</summary>
internal sealed class DashboardOptions
{
    public const string SectionName = "Dashboard";

    /// <summary>What opens the pages (<c>/login?t=…</c>); made up and printed at start when there is none.</summary>
    [MinLength(16)]
    public string? Token { get; set; }

    /// <summary>What telemetry comes with, in the header <c>x-otlp-api-key</c>; without it none is taken.</summary>
    [MinLength(16)]
    public string? OtlpToken { get; set; }

    /// <summary>The Admin API of a dataprovider.</summary>
    public Uri? AdminAddress { get; set; }

    /// <summary>Its token.</summary>
    public string? AdminToken { get; set; }

    /// <summary>Where the AppHost tells how its resources are; it sets this itself, anew with each start.</summary>
    public Uri? ResourcesAddress { get; set; }

    /// <summary>Its token.</summary>
    public string? ResourcesToken { get; set; }

    /// <summary>Where the page Try it uploads to: ocdav, as the browser reaches it.</summary>
    public Uri? DavAddress { get; set; }

    /// <summary>Who is filled in there; in development only.</summary>
    public string? TryUser { get; set; }

    /// <summary>Their password.</summary>
    public string? TryPassword { get; set; }
}
