using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;
using ZenML.Server.Configuration;

namespace ZenML.Server.Http.Connections;

/// <summary>What the server shows for itself on addresses with <c>https</c>.</summary>
/// <param name="Certificate">Its certificate, with the key.</param>
/// <param name="Chain">All certificates of the file: those between its own and the one that clients know are sent along.</param>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads it.</summary>
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
                $"{SettingNames.CertificateFile} and {SettingNames.CertificateKeyFile} must name PEM files with a "
                    + $"certificate and the key that belongs to it.");
        }
    }
}
