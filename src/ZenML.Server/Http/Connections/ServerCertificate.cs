using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;
using ZenML.Server.Configuration;

namespace ZenML.Server.Http.Connections;

/// <summary>The server's certificate for <c>https</c> addresses.</summary>
/// <param name="Certificate">The certificate with its private key.</param>
/// <param name="Chain">All certificates in the file. The server also sends the intermediate ones.</param>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads the certificate files.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the files are not a certificate and its key.</exception>
    public static ServerCertificate Read(ServerOptions options)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.CertificateFile!);
            return new ServerCertificate(X509Certificate2.CreateFromPemFile(options.CertificateFile!, options.CertificateKeyFile), chain);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"{SettingNames.CertificateFile} and {SettingNames.CertificateKeyFile} must be PEM files with a certificate and its "
                    + $"private key.");
        }
    }
}
