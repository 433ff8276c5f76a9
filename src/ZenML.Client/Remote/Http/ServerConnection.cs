using System.Globalization;
using System.Net.Http.Headers;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>Sends API requests to a server for one account.</summary>
internal sealed class ServerConnection(ServerAddress address, Transport transport, AccountSession account)
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock => transport.Clock;

    /// <summary>The server.</summary>
    public ServerAddress Address => address;

    /// <summary>Returns whether the server has our extensions. For other servers, the client uses only ZenML's API.</summary>
    public async ValueTask<bool> HasExtensionsAsync(CancellationToken cancellationToken) =>
        await HasExtensionsAsync(1, cancellationToken);

    /// <summary>Returns whether the server has at least a version of our extensions.</summary>
    public async ValueTask<bool> HasExtensionsAsync(int number, CancellationToken cancellationToken) =>
        await FindExtensionsAsync(cancellationToken) >= number;

    /// <summary>Returns the version of the server's extensions; 0 for a server without any.</summary>
    private async ValueTask<int> FindExtensionsAsync(CancellationToken cancellationToken)
    {
        if (transport.Extensions is null)
        {
            await GetAsync(ApiPaths.Info, cancellationToken);
        }

        return transport.Extensions ?? 0;
    }

    /// <summary>
    /// Whether the server is known to have at least a version of the extensions, from its last response or from the last use. Sends
    /// nothing, except for a login that is needed anyway.
    /// </summary>
    public async ValueTask<bool> IsKnownToHaveExtensionsAsync(int number, CancellationToken cancellationToken)
    {
        await account.GetTokenAsync(cancellationToken);
        return (transport.Extensions ?? account.StoredExtensions) >= number;
    }

    /// <summary>Whether the server may have at least a version of the extensions: no response says otherwise.</summary>
    public bool MayHaveExtensions(int number) => transport.Extensions is not { } present || present >= number;

    public async Task<WireValue> GetAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, null, cancellationToken)).Value;

    /// <summary>Returns a resource with its version, if the server sends one.</summary>
    public Task<VersionedValue> GetVersionedAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Sends a read with a body, because its parameters do not fit into an address.</summary>
    public async Task<WireValue> QueryAsync(string path, JsonBody body, CancellationToken cancellationToken) => (await ReadAsync(
        token =>
        {
            var request = Create(HttpMethod.Post, path, body, null, token);
            Transport.MarkAsRead(request);
            return request;
        },
        body,
        ResponseLimit.Any,
        cancellationToken)).Value;

    /// <summary>Sends a change that creates something.</summary>
    public Task<VersionedValue> PostAsync(string path, JsonBody body, CancellationToken cancellationToken) =>
        PostAsync(path, body, ifMatch: null, cancellationToken);

    /// <summary>Sends a change that creates something, if what it is made of is at a version.</summary>
    public Task<VersionedValue> PostAsync(string path, JsonBody body, long? ifMatch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, ifMatch, cancellationToken);

    /// <summary>Sends a change.</summary>
    /// <param name="path">The path below the API's base, with its query.</param>
    /// <param name="body">The change.</param>
    /// <param name="ifMatch">The version that the change requires; null for any.</param>
    /// <param name="cancellationToken">Cancels the wait; the change may still have been made.</param>
    public Task<VersionedValue> PutAsync(string path, JsonBody body, long? ifMatch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, body, ifMatch, cancellationToken);

    /// <summary>Sends a change without content.</summary>
    public async Task<WireValue> PutAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Put, path, null, null, cancellationToken)).Value;

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => DeleteAsync(path, ifMatch: null, cancellationToken);

    /// <summary>Sends a deletion of what is at a version.</summary>
    public Task DeleteAsync(string path, long? ifMatch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, ifMatch, cancellationToken);

    /// <summary>Sends a request whose response is too long for memory.</summary>
    /// <param name="path">The path below the API's base.</param>
    /// <param name="target">Receives the body of a success.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="ZenException">The server refuses, or not everything was received.</exception>
    public async Task<ServerResponse> DownloadAsync(string path, DownloadTarget target, CancellationToken cancellationToken)
    {
        var token = await account.GetTokenAsync(cancellationToken);
        var response = await DownloadOnceAsync(token);
        if (response is { Status: 401, IsFromServer: true } && await account.RenewAsync(token, cancellationToken) is { } renewed)
        {
            response = await DownloadOnceAsync(renewed);
        }

        return response.IsSuccess
            ? response
            : throw ServerErrors.Read(address, response, [], response.Status == 401 ? account.ConnectCommand : null);

        async Task<ServerResponse> DownloadOnceAsync(string current)
        {
            using var request = Create(HttpMethod.Post, path, null, null, current);
            request.Headers.Accept.Clear();
            return await transport.DownloadAsync(request, target, cancellationToken);
        }
    }

    private Task<VersionedValue> SendAsync(
        HttpMethod method, string path, JsonBody? body, long? ifMatch, CancellationToken cancellationToken) => method == HttpMethod.Get
        ? ReadAsync(
            token => Create(method, path, body, ifMatch, token),
            body,
            path == ApiPaths.Info ? ResponseLimit.Small : ResponseLimit.Any,
            cancellationToken)
        : ChangeAsync(token => Create(method, path, body, ifMatch, token), body, cancellationToken);

    private async Task<VersionedValue> ReadAsync(
        Func<string, HttpRequestMessage> create, JsonBody? body, ResponseLimit limit, CancellationToken cancellationToken) =>
        Read(await SendOnceAsync(create, limit, cancellationToken), body);

    private async Task<VersionedValue> ChangeAsync(
        Func<string, HttpRequestMessage> create, JsonBody? body, CancellationToken cancellationToken)
    {
        var key = RepeatableChange.NewKey();
        var change = new RepeatableChange(address, transport.Clock, RemembersChangesAsync);
        var response = await change.SendAsync(
            () => SendOnceAsync(CreateKeyed, ResponseLimit.Any, cancellationToken), body?.Sensitive ?? [], cancellationToken);
        try
        {
            return Read(response, body);
        }
        catch (ZenException exception) when (response.IsSuccess)
        {
            throw BrokenConnection.OutcomeUnknown(exception.Message, exception);
        }

        HttpRequestMessage CreateKeyed(string token)
        {
            var request = create(token);
            request.Headers.TryAddWithoutValidation(ExtensionPaths.IdempotencyKeyHeader, key);
            return request;
        }
    }

    private ValueTask<bool> RemembersChangesAsync(CancellationToken cancellationToken) =>
        HasExtensionsAsync(ExtensionPaths.WithIdempotencyKeys, cancellationToken);

    private async Task<ServerResponse> SendOnceAsync(
        Func<string, HttpRequestMessage> create, ResponseLimit limit, CancellationToken cancellationToken)
    {
        var token = await account.GetTokenAsync(cancellationToken);
        var response = await transport.SendAsync(() => create(token), limit, cancellationToken);

        // The login is renewed only if the server itself requires it, not for a proxy that requires its own login.
        if (response is { Status: 401, IsFromServer: true } && await account.RenewAsync(token, cancellationToken) is { } renewed)
        {
            response = await transport.SendAsync(() => create(renewed), limit, cancellationToken);
        }

        if (transport.Extensions is { } extensions)
        {
            account.NoteExtensions(extensions);
        }

        return response;
    }

    private VersionedValue Read(ServerResponse response, JsonBody? body)
    {
        if (!response.IsSuccess)
        {
            throw ServerErrors.Read(address, response, body?.Sensitive ?? [], response.Status == 401 ? account.ConnectCommand : null);
        }

        // Proxies in front of ZenML's own server may add tags, which are not versions.
        return new VersionedValue(
            WireValue.Parse(response.Body), response.Extensions > 0 ? response.FindHeader("ETag") : null, response.Body.Length);
    }

    private static HttpRequestMessage Create(HttpMethod method, string path, JsonBody? body, long? ifMatch, string token)
    {
        var request = new HttpRequestMessage(method, ApiPath.Relative(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (ifMatch is { } version)
        {
            request.Headers.IfMatch.Add(version == SecretInfo.AnyVersion
                ? EntityTagHeaderValue.Any
                : new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        }

        if (method != HttpMethod.Get)
        {
            // A deletion has an empty body too: the platform would automatically retry a request without a body when a pooled
            // connection breaks.
            request.Content = new ByteArrayContent(body?.Bytes ?? []);
            if (body is not null)
            {
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
        }

        return request;
    }
}
