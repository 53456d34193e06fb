using System.Net;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>Where a request came from, as far as proxies that are believed say it.</summary>
internal sealed record ForwardedOrigin(IPAddress Address, string? Proto, string? Host)
{
    /// <summary>Goes back from proxy to proxy until one says somebody asked it who is none.</summary>
    /// <param name="peer">Who sent the request.</param>
    /// <param name="elements">What it says, and what was said to it; the nearest last.</param>
    /// <param name="isProxy">Whose word is taken.</param>
    public static ForwardedOrigin Of(IPAddress peer, IReadOnlyList<ForwardedElement> elements, Func<IPAddress, bool> isProxy)
    {
        var origin = new ForwardedOrigin(peer, null, null);
        foreach (var element in elements.Reverse())
        {
            if (!isProxy(origin.Address))
            {
                break;
            }

            origin = origin with { Proto = element.Proto ?? origin.Proto, Host = element.Host ?? origin.Host };
            if (element.For is not { } next)
            {
                // Whoever asked it is not to be known, and so not to be believed.
                break;
            }

            origin = origin with { Address = next };
        }

        return origin;
    }
}
