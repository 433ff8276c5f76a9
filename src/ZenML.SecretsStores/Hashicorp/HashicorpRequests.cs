using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ZenML.Core.Errors;
using ZenML.SecretsStores.Requests;

namespace ZenML.SecretsStores.Hashicorp;

/// <summary>Sends requests to Vault or OpenBao, logged in.</summary>
public sealed class HashicorpRequests : IDisposable
{
    /// <summary>What messages call it.</summary>
    public const string DisplayName = "Vault";

    private readonly HashicorpOptions options;
    private readonly BackEndRequests requests;
    private readonly HashicorpSession session;

    /// <summary>Creates it. It does not connect yet, except to find out when a token ends.</summary>
    /// <param name="options">Where Vault is.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="warn">Logs warnings about a token that ends.</param>
    public HashicorpRequests(HashicorpOptions options, TimeProvider clock, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        requests = new BackEndRequests(DisplayName, clock, new BackEndRequestOptions
        {
            CertificateAuthorities = options.CertificateAuthorities,
            IsBusy = response => response.Status >= HttpStatusCode.MultipleChoices && HashicorpAnswer.Read(response).IsPassing,
            IsFinal = response => response.Status >= HttpStatusCode.InternalServerError
                && HashicorpAnswer.Read(response) is { IsSealed: true } or { IsTooLarge: true },
        });
        session = new HashicorpSession(options.Login, SendAsync, clock, warn);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        session.Dispose();
        requests.Dispose();
    }

    /// <summary>Encodes the segments of a path.</summary>
    internal static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Sends a request with a token, and once more with a fresh one if it is refused.</summary>
    /// <param name="operation">What it does, for spans.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The encoded path after <c>/v1/</c>.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there is no answer, or no login.</exception>
    internal async Task<HashicorpAnswer> SendAsync(
        string operation, HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        var token = await session.GetTokenAsync(cancellationToken);
        var answer = await SendAsync(operation, method, path, body, token, cancellationToken);
        return answer.IsTokenRefused && await session.ReplaceAsync(token, cancellationToken) is { } fresh
            ? await SendAsync(operation, method, path, body, fresh, cancellationToken)
            : answer;
    }

    /// <summary>Makes the error for an answer that is not the one that was asked for.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="capability">The capability that the request takes.</param>
    /// <param name="path">The path that the policy must name.</param>
    internal ZenException Explain(HashicorpAnswer answer, string capability, string path)
    {
        if (answer.IsTooLarge)
        {
            return new ZenException(
                ErrorCode.TooLarge, $"The storage of Vault cannot hold an entry of this size. Nothing was changed.");
        }

        return Unavailable(answer switch
        {
            { IsSealed: true } => "Vault is sealed. Unseal it and try again.",
            { IsTokenRefused: true } => options.Login.Method == HashicorpLoginMethod.Token
                ? "Vault refused the token: it is wrong, has expired or was revoked. Give the server another one."
                : "Vault refused a token that it has just issued. Check whether several clusters answer at its address.",
            { Status: HttpStatusCode.Forbidden } =>
                MessageText.Of($"Vault denies '{capability}' on '{path}'. Add the capability to the policy of the server."),
            { HasNoMount: true } =>
                MessageText.Of(
                    $"Vault has no secrets engine at '{options.MountPoint}'. Enable KV version 2 there, or set the mount point."),
            { Status: HttpStatusCode.TooManyRequests } => "Vault limits the rate of requests. Try again later.",
            { IsPassing: true } => "Vault has no active node, or its secrets engine is being upgraded. Try again later.",
            { IsSuccess: true } => "Vault's answer is not of KV version 2. Check the address and the version of the secrets engine.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Vault answered with status {(int)answer.Status}."),
        });
    }

    private static ZenException Unavailable(string message) => new(ErrorCode.StoreUnavailable, message);

    private async Task<HashicorpAnswer> SendAsync(
        string operation,
        HttpMethod method,
        string path,
        ReadOnlyMemory<byte>? body,
        string? token,
        CancellationToken cancellationToken)
    {
        var address = new Uri($"{options.Address.AbsoluteUri.TrimEnd('/')}/v1/{path}");

        // Everything can be repeated: a write takes only what does not exist yet.
        var response = await requests.SendAsync(operation, _ => new(Create()), isRepeatable: true, cancellationToken);
        return HashicorpAnswer.Read(response);

        HttpRequestMessage Create()
        {
            var request = new HttpRequestMessage(method, address);
            request.Headers.TryAddWithoutValidation("X-Vault-Request", "true");
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("X-Vault-Token", token);
            }

            if (options.Namespace is { } name)
            {
                request.Headers.TryAddWithoutValidation("X-Vault-Namespace", name);
            }

            if (body is { } content)
            {
                request.Content = new ReadOnlyMemoryContent(content);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            return request;
        }
    }
}
