using System.Globalization;
using System.Text.Json;
using ZenML.Core.Accounts.Trusts;

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

    private readonly HttpClient http = new(new SocketsHttpHandler
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

    /// <summary>How long an issuer can take to answer two requests.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the keys of an issuer.</summary>
    /// <exception cref="IssuerFailure">The issuer cannot be read.</exception>
    public async Task<IssuerKeySet> ReadKeysAsync(string issuer)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        var discovery = new Uri(issuer.TrimEnd('/') + DiscoveryPath);
        var keys = FindKeys(issuer, await GetAsync(discovery, MaximumDiscoveryBytes, limit.Token));
        return IssuerKeySet.Parse(await GetAsync(keys, MaximumKeysBytes, limit.Token));
    }

    public void Dispose() => http.Dispose();

    private static Uri FindKeys(string issuer, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var root = document.RootElement;
            if (root.GetProperty("issuer").GetString() != issuer)
            {
                throw new IssuerFailure($"The discovery document of {issuer} is the one of another issuer.");
            }

            var keys = new Uri(root.GetProperty("jwks_uri").GetString() ?? "", UriKind.Absolute);
            var isSafe = keys.UserInfo.Length == 0 && IssuerAddress.IsSafe(keys)
                && (!IssuerAddress.IsLoopback(keys) || IssuerAddress.IsLoopback(new Uri(issuer)));
            return isSafe
                ? keys
                : throw new IssuerFailure(
                    $"The discovery document of {issuer} says that its keys are at an address that is not used: it must begin with https.");
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new IssuerFailure($"The discovery document of {issuer} has no 'issuer' and 'jwks_uri'.", exception);
        }
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

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
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
}
