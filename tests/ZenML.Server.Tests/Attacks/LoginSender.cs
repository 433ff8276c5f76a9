using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// Sends logins that appear to come from any address: the server trusts forwarded addresses from this machine.
/// </summary>
internal static class LoginSender
{
    /// <summary>The setting that makes the server trust forwarded addresses from this machine.</summary>
    public static (string Name, string Value) BelievesThisMachine { get; } = (SettingNames.TrustedProxies, "127.0.0.0/8");

    /// <summary>Logs in with a password.</summary>
    public static Task<ApiAnswer> PasswordAsync(this RunningServer server, string from, string user, string password) =>
        PostAsync(server.Client, from, [new("username", user), new("password", password)]);

    /// <summary>Logs in with a password through another client.</summary>
    public static Task<ApiAnswer> PasswordAsync(this HttpClient client, string? from, string user, string password) =>
        PostAsync(client, from, [new("username", user), new("password", password)]);

    /// <summary>Logs in with an API key.</summary>
    public static Task<ApiAnswer> KeyAsync(this RunningServer server, string from, string key) =>
        PostAsync(server.Client, from, [new("grant_type", "zenml-api-key"), new("password", key)]);

    /// <summary>A client with many connections, all from one of the addresses of this machine.</summary>
    public static HttpClient ClientAt(this RunningServer server, string address)
    {
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return new HttpClient(handler) { BaseAddress = server.Client.BaseAddress, Timeout = Patience.Time };
    }

    /// <summary>The records of the audit, as outcome, account, address and number.</summary>
    public static async Task<IReadOnlyList<(string Outcome, string User, string Address, long Count)>> LoginRecordsAsync(
        this ApiClient administrator, string filter = "")
    {
        var page = await administrator.GetAsync($"/api/v1/x/audit?size=1000&action=login{filter}");
        return [.. page.Json.GetProperty("items").EnumerateArray().Select(Read)];

        static (string, string, string, long) Read(JsonElement item) => (
            item.GetProperty("outcome").GetString()!, item.GetProperty("user_name").GetString()!, item.GetProperty("address").GetString()!,
            item.GetProperty("count").GetInt64());
    }

    private static async Task<ApiAnswer> PostAsync(HttpClient client, string? from, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/login") { Content = new FormUrlEncodedContent(fields) };
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        using var answer = await client.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return new ApiAnswer((int)answer.StatusCode, text, answer.Headers, answer.Content.Headers.ContentType?.MediaType);
    }
}
