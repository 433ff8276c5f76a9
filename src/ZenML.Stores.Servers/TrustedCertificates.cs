using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;

namespace ZenML.Stores.Servers;

/// <summary>The file of the certificates by which a database server is trusted.</summary>
internal static class TrustedCertificates
{
    /// <summary>
    /// Makes sure that there are some. The drivers, which read the file at every connection, have no words for it that
    /// help.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the file is not there, cannot be read or
    /// has none.</exception>
    public static void Check(StoreUrl url)
    {
        if (url.RootCertificate is not { } file)
        {
            return;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            if (certificates.Count > 0)
            {
                return;
            }
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // What is to be done is the same.
        }

        throw new ZenException(ErrorCode.InvalidArgument,
            $"The URL of the store names '{file}' for the trusted certificates of the database server, but no "
            + $"certificate can be read from it. Use a file in PEM format.");
    }
}
