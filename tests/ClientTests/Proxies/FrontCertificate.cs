using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClientTests.Proxies;

/// <summary>A certificate of a front's own for 127.0.0.1, as files in a folder.</summary>
internal sealed class FrontCertificate
{
    private readonly string _thumbprint;

    public FrontCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=files.example.org", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        // It is its own authority: curl is told to believe it.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        _thumbprint = certificate.Thumbprint;
        Chain = Path.Combine(folder, "front.pem");
        Key = Path.Combine(folder, "front.key");
        Both = Path.Combine(folder, "both.pem");
        File.WriteAllText(Chain, certificate.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Both, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    public string Chain { get; }

    public string Key { get; }

    /// <summary>Certificate and key, as HAProxy reads them.</summary>
    public string Both { get; }

    public bool Is(X509Certificate? other) => other is X509Certificate2 certificate && certificate.Thumbprint == _thumbprint;
}
