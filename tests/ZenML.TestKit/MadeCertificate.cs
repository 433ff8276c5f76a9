using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZenML.TestKit;

/// <summary>A certificate for the loopback address, made for one test, as PEM files in a folder.</summary>
public sealed class MadeCertificate : IDisposable
{
    private readonly X509Certificate2 certificate;

    /// <summary>Makes one and writes its files; only the owner can read the key.</summary>
    public MadeCertificate(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Made for a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File = Path.Combine(folder, $"{name}.pem");
        KeyFile = Path.Combine(folder, $"{name}.key");
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>The file of the certificate.</summary>
    public string File { get; }

    /// <summary>The file of its key.</summary>
    public string KeyFile { get; }

    /// <summary>The fingerprint.</summary>
    public string Thumbprint => certificate.Thumbprint;

    /// <inheritdoc />
    public void Dispose() => certificate.Dispose();
}
