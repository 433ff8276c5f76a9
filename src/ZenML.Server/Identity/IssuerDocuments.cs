using System.Globalization;
using System.Text.Json;
using ZenML.Core.Accounts.Trusts;
using ZenML.Server.SingleSignOn;

namespace ZenML.Server.Identity;

/// <summary>
/// Reads the keys of issuers. Nothing of a token is ever part of an address: the issuer is one that an administrator has
/// registered, and its document says where its keys are. Redirects are not followed, sizes and times are limited.
/// </summary>
internal sealed class IssuerDocuments(TimeProvider clock) : IDisposable
{
    private const string DiscoveryPath = "/.well-known/openid-configuration";

    private const int MaximumDiscoveryBytes = 64 * 1024;

    private const int MaximumKeysBytes = 256 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly HttpClient http = NewClient();

    /// <summary>How long an issuer can take to answer two requests.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Makes a client that follows no redirects and uses no cookies and no proxy. Callers limit times and sizes.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 2,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Reads the keys of an issuer.</summary>
    /// <exception cref="IssuerFailure">The issuer cannot be read.</exception>
    public async Task<IssuerKeySet> ReadKeysAsync(string issuer)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        var keys = Discover(
            issuer, await GetAsync(DiscoveryOf(issuer), MaximumDiscoveryBytes, limit.Token), root => Address(issuer, root, "jwks_uri"));
        return IssuerKeySet.Parse(await GetAsync(keys, MaximumKeysBytes, limit.Token));
    }

    /// <summary>Reads the addresses of an identity provider.</summary>
    /// <exception cref="IssuerFailure">The provider cannot be read.</exception>
    public async Task<ProviderEndpoints> ReadProviderAsync(string issuer)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        return Discover(issuer, await GetAsync(DiscoveryOf(issuer), MaximumDiscoveryBytes, limit.Token), root =>
        {
            const string device = "device_authorization_endpoint";
            return new ProviderEndpoints(
                Address(issuer, root, "authorization_endpoint"),
                Address(issuer, root, "token_endpoint"),
                root.TryGetProperty(device, out _) ? Address(issuer, root, device) : null)
            {
                NamesIssuer = root.TryGetProperty("authorization_response_iss_parameter_supported", out var names)
                    && names.ValueKind == JsonValueKind.True,
                TakesSecretInForm = root.TryGetProperty("token_endpoint_auth_methods_supported", out var methods)
                    && methods.EnumerateArray().All(method => !method.ValueEquals("client_secret_basic")),
            };
        });
    }

    public void Dispose() => http.Dispose();

    /// <summary>Reads a response of limited size.</summary>
    /// <exception cref="IssuerFailure">It is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Uri address, HttpContent content, int maximumBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[maximumBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= maximumBytes
            ? buffer.AsMemory(0, length)
            : throw new IssuerFailure(string.Create(
                CultureInfo.InvariantCulture, $"{address} answered with more than {maximumBytes / 1024} KiB."));
    }

    private static Uri DiscoveryOf(string issuer) => new(issuer.TrimEnd('/') + DiscoveryPath);

    private static TResult Discover<TResult>(string issuer, ReadOnlyMemory<byte> json, Func<JsonElement, TResult> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.GetProperty("issuer").GetString() == issuer
                ? read(document.RootElement)
                : throw new IssuerFailure($"The discovery document of {issuer} is the one of another issuer.");
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new IssuerFailure($"The discovery document of {issuer} lacks 'issuer' or an address that is needed.", exception);
        }
    }

    private static Uri Address(string issuer, JsonElement document, string name)
    {
        var address = new Uri(document.GetProperty(name).GetString() ?? "", UriKind.Absolute);
        var isSafe = address.UserInfo.Length == 0 && IssuerAddress.IsSafe(address)
            && (!IssuerAddress.IsLoopback(address) || IssuerAddress.IsLoopback(new Uri(issuer)));
        return isSafe
            ? address
            : throw new IssuerFailure(
                $"The discovery document of {issuer} has an address that is not used: '{name}' must begin with https.");
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(Uri address, int maximumBytes, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode != StatusCodes.Status200OK)
            {
                throw new IssuerFailure(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{address} answered with status {(int)response.StatusCode}. It must be 200; redirects are not followed."));
            }

            return await ReadAsync(address, response.Content, maximumBytes, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new IssuerFailure($"{address} did not answer in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new IssuerFailure($"{address} cannot be read: {Core.Text.Sentence.End(exception.Message)}", exception);
        }
    }
}
