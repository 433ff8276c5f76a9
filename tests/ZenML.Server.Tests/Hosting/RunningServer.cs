using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZenML.Core.Persistence;
using ZenML.Server.Configuration;
using ZenML.Server.Passwords;
using ZenML.Server.Storage;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Server.Tests.Hosting;

/// <summary>
/// A server on a free loopback port over a fresh store, in this process. Its administrator is "default" with the password "default-pw".
/// </summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly SqlStore store;
    private readonly WebApplication application;

    private RunningServer(TemporaryFolder folder, SqlStore store, WebApplication application, CapturedLog log)
    {
        Log = log;
        this.folder = folder;
        this.store = store;
        this.application = application;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(address), Timeout = Patience.Time,
        };
    }

    /// <summary>An HTTP client of the server without cookies and token.</summary>
    public HttpClient Client { get; }

    /// <summary>The database of the server, for state that no request can show.</summary>
    public IDatabase Database => store;

    /// <summary>What it logs.</summary>
    public CapturedLog Log { get; }

    /// <summary>The requests that have a body, as method and path, by whether everyone may send them.</summary>
    public ILookup<bool, (string Method, string Path)> EndpointsWithBody
    {
        get
        {
            var endpoints = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
            var requests = from endpoint in endpoints
                           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                           where method is "POST" or "PUT"
                           select (endpoint.Metadata, Request: (method, endpoint.RoutePattern.RawText!));
            return requests.ToLookup(found => found.Metadata.GetMetadata<IAllowAnonymous>() is not null, found => found.Request);
        }
    }

    /// <summary>All endpoints as <c>METHOD /path/{}</c>.</summary>
    public IReadOnlyList<string> Endpoints =>
    [
        .. application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(
            endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD")
                .Select(method => Walk.Endpoint.ShapeOf(method, endpoint.RoutePattern.RawText!))),
    ];

    /// <summary>The path of the database file, for state that no request and no repository can show.</summary>
    public string DatabasePath => folder.File("zenml.db");

    /// <summary>Starts one.</summary>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="settings">Settings besides the store, the address and the password.</param>
    public static Task<RunningServer> StartAsync(TimeProvider? clock = null, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(wrap: null, clock, settings);

    /// <summary>Starts a server with a wrapper around its database.</summary>
    /// <param name="wrap">Makes what is between them.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="settings">Settings besides the store, the address and the password.</param>
    public static Task<RunningServer> StartAsync(
        Func<IDatabase, IDatabase>? wrap, TimeProvider? clock, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(wrap, clock, OwnServer.LeastCost, settings);

    /// <summary>Starts a server whose logins take as long as in production.</summary>
    /// <param name="settings">Settings besides the store, the address and the password.</param>
    public static Task<RunningServer> StartWithRecommendedHashesAsync(params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(wrap: null, clock: null, cost: null, settings);

    private static async Task<RunningServer> StartAsync(
        Func<IDatabase, IDatabase>? wrap, TimeProvider? clock, Argon2Cost? cost, IEnumerable<(string Name, string Value)> settings)
    {
        clock ??= TimeProvider.System;
        var folder = new TemporaryFolder();
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SettingNames.StoreUrl] = "sqlite:///" + folder.File("zenml.db"),
            [SettingNames.Urls] = "http://127.0.0.1:0",
            [SettingNames.DefaultUserPassword] = "default-pw",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var options = ServerOptions.Read(all);
        var store = await ServerStore.OpenAsync(options, clock, warn: null, CancellationToken.None);
        var log = new CapturedLog();
        var application = ServerApplication.Create(options, store, clock, logging => logging.AddProvider(log), wrap, cost);
        await application.StartAsync();
        return new RunningServer(folder, store, application, log);
    }

    /// <summary>A token for a user.</summary>
    public async Task<string> LoginAsync(string user, string password, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([new("username", user), new("password", password)]);
        using var response = await Client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"The login of {user} was answered with {(int)response.StatusCode}.");
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString()!;
    }

    /// <summary>Stops it as a signal does: requests in flight are answered.</summary>
    public Task StopAsync() => application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
        await store.DisposeAsync();
        folder.Dispose();
    }
}
