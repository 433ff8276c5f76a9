using System.Globalization;
using System.Net.Http.Headers;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>Requests to the interface of a server in the name of one account.</summary>
internal sealed class ServerConnection(ServerAddress address, Transport transport, AccountSession account)
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock => transport.Clock;

    /// <summary>The server.</summary>
    public ServerAddress Address => address;

    /// <summary>Whether the server has our extensions; one without them is served through the plain interface.</summary>
    public async ValueTask<bool> HasExtensionsAsync(CancellationToken cancellationToken) =>
        await FindExtensionsAsync(cancellationToken) > 0;

    /// <summary>The number of the server's extensions, which counts up with them; 0 for a server without any.</summary>
    public async ValueTask<int> FindExtensionsAsync(CancellationToken cancellationToken)
    {
        if (transport.Extensions is null)
        {
            await GetAsync(ApiPaths.Info, cancellationToken);
        }

        return transport.Extensions ?? 0;
    }

    /// <summary>
    /// Whether the server is known to have extensions up to a number: from its last answer, or from what was stored when it was used
    /// before. Nothing is sent but a login where one is needed anyway.
    /// </summary>
    public async ValueTask<bool> IsKnownToHaveExtensionsAsync(int number, CancellationToken cancellationToken)
    {
        await account.GetTokenAsync(cancellationToken);
        return (transport.Extensions ?? account.StoredExtensions) >= number;
    }

    /// <summary>Whether no answer of the server says that it has fewer extensions.</summary>
    public bool MayHaveExtensions(int number) => transport.Extensions is not { } present || present >= number;

    public async Task<WireValue> GetAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, null, cancellationToken)).Value;

    /// <summary>Something with its version, where the server tells one.</summary>
    public Task<VersionedValue> GetVersionedAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Asks for more than an address can say.</summary>
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

    /// <summary>Sends a change that makes something.</summary>
    public Task<VersionedValue> PostAsync(string path, JsonBody body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, null, cancellationToken);

    /// <summary>Sends a change.</summary>
    /// <param name="path">The path below the interface, with its query.</param>
    /// <param name="body">The change.</param>
    /// <param name="ifMatch">The version that it is meant for; null for any.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may have been made all the same.</param>
    public Task<VersionedValue> PutAsync(string path, JsonBody body, long? ifMatch, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, body, ifMatch, cancellationToken);

    /// <summary>Sends a change that needs no words.</summary>
    public async Task<WireValue> PutAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Put, path, null, null, cancellationToken)).Value;

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, null, cancellationToken);

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

    private async ValueTask<bool> RemembersChangesAsync(CancellationToken cancellationToken) =>
        await FindExtensionsAsync(cancellationToken) >= ExtensionPaths.WithIdempotencyKeys;

    private async Task<ServerResponse> SendOnceAsync(
        Func<string, HttpRequestMessage> create, ResponseLimit limit, CancellationToken cancellationToken)
    {
        var token = await account.GetTokenAsync(cancellationToken);
        var response = await transport.SendAsync(() => create(token), limit, cancellationToken);

        // A login is renewed only where the server asks for it: what a proxy says of its own login is no reason to send ours.
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

        // What stands between here and a server of ZenML may add tags of its own; they are no versions.
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
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
        }

        if (method != HttpMethod.Get)
        {
            // Also a deletion has a body, if an empty one: without any, the platform sends a request again by itself when an old connection
            // breaks under it.
            request.Content = new ByteArrayContent(body?.Bytes ?? []);
            if (body is not null)
            {
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }
        }

        return request;
    }
}
