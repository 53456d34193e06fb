namespace UploadProcessing.ServiceDefaults.Browsers;

/// <summary>Which pages may send requests from a browser (CORS).</summary>
public sealed class BrowserOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Cors";

    /// <summary>Origins of pages, <c>https://files.example.org</c>; <c>*</c> for every page. In Development pages of this machine may as well.</summary>
    public IList<string> Origins { get; } = [];
}
