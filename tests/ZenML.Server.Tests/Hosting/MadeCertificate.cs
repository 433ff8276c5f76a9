using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZenML.Server.Tests.Hosting;

/// <summary>A certificate for the loopback address, made for one test, as PEM files in a folder.</summary>
internal sealed class MadeCertificate : IDisposable
{
    private readonly X509Certificate2 certificate;

    public MadeCertificate(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File = Path.Combine(folder, $"{name}.pem");
        KeyFile = Path.Combine(folder, $"{name}.key");
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string File { get; }

    public string KeyFile { get; }

    public string Thumbprint => certificate.Thumbprint;

    public void Dispose() => certificate.Dispose();
}
