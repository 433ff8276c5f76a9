using System.Net.Http.Headers;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>One server for all tests of a class, which send it malicious requests.</summary>
public sealed class AttackedServer : IAsyncLifetime
{
    private int count;

    internal RunningServer Server { get; private set; } = null!;

    /// <summary>The administrator.</summary>
    internal ApiClient Administrator { get; private set; } = null!;

    /// <summary>A token of the administrator.</summary>
    internal string Token { get; private set; } = "";

    internal Uri Address => Server.Client.BaseAddress!;

    /// <summary>A name that no other test of the class uses.</summary>
    internal string NewName() => $"name-{Interlocked.Increment(ref count)}";

    /// <summary>Reads as the administrator from a URL that is sent exactly as written.</summary>
    internal async Task<ApiAnswer> GetRawAsync(string path)
    {
        // Without this option .NET decodes letters, encodes other characters and resolves dot segments before sending.
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var address = new Uri($"{Address.Scheme}://{Address.Authority}{path}", options);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer((int)response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        Token = await Server.LoginAsync("default", "default-pw", TestContext.Current.CancellationToken);
        Administrator = new ApiClient(Server.Client, Token);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
