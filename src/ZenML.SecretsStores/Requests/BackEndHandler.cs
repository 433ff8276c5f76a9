using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;

namespace ZenML.SecretsStores.Requests;

/// <summary>Makes the connections to a back end.</summary>
internal static class BackEndHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Names of back ends move to other addresses, such as the next leader's.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private const int MostConnections = 128;

    /// <summary>Creates the handler. Redirects are not followed: they could lead a token or a value elsewhere.</summary>
    /// <param name="certificateAuthorities">A PEM file of certificate authorities; null for the system's.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the file has no certificates.</exception>
    public static SocketsHttpHandler Create(string? certificateAuthorities)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            MaxConnectionsPerServer = MostConnections,
            MaxResponseHeadersLength = 32,
            ActivityHeadersPropagator = null,
        };
        if (certificateAuthorities is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ReadPolicy(certificateAuthorities) };
        }

        return handler;
    }

    private static X509ChainPolicy ReadPolicy(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The certificate authorities in '{file}' cannot be read.", exception);
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new ZenException(ErrorCode.InvalidArgument, $"The file '{file}' does not contain a certificate. Use a PEM file.");
    }
}
