using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>What a step of the kind <c>webhook</c> has under <c>Processing:Steps:{name}</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Where the receiver is: <c>https://…</c> or <c>http://…</c>, without user information.</summary>
    public Uri? Url { get; set; }

    /// <summary><c>whsec_</c> and 24 to 64 random bytes in base64. Requests are signed with each of them, and a callback with any is genuine: add
    /// the new one, let the receiver change, remove the old one.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Whether the receiver may be on this machine or in its network. Only when nobody else can choose what its name leads to.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Where receivers reach this service, for those that answer later; without it they cannot.</summary>
    public Uri? PublicCallbackUrl { get; set; }

    /// <summary>How far a callback's timestamp may be from the clock here, in either direction.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CallbackTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether anything was said about a receiver at all.</summary>
    internal bool IsEmpty => Url is null && Secrets.Count == 0;
}
