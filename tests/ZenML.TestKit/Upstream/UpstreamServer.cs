using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZenML.TestKit.Upstream;

/// <summary>
/// A fake ZenML 0.58 server: no extensions, lists of limited length, names compared as SQL's LIKE does, and user scoped
/// secrets shown to everyone. It implements only what tests of the client need.
/// </summary>
public sealed class UpstreamServer : IAsyncDisposable
{
    /// <summary>The password of every user.</summary>
    public const string Password = "correct horse";

    /// <summary>The API key of the first user.</summary>
    public const string ApiKey = "ZENKEY_test";

    private readonly WebApplication application;
    private readonly UpstreamData data = new();
    private readonly Lock exclusively = new();
    private readonly ConcurrentDictionary<string, string> tokens = [];
    private readonly ConcurrentQueue<Func<HttpContext, Task<bool>>> interruptions = [];
    private int logins;

    private UpstreamServer(WebApplication application) => this.application = application;

    /// <summary>The address.</summary>
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The most rows of a page, whatever is asked for.</summary>
    public int LargestPage { get => data.LargestPage; set => data.LargestPage = value; }

    /// <summary>How often a device must poll before it is approved.</summary>
    public int PollsUntilVerified { get; set; } = 1;

    /// <summary>How many times someone logged in.</summary>
    public int Logins => logins;

    /// <summary>
    /// Gets every request first and returns whether it answered it. Used for broken and hostile servers.
    /// </summary>
    public Func<HttpContext, Task<bool>>? Takeover { get; set; }

    /// <summary>
    /// Changes every response before it is sent. It gets the path with its query below <c>/api/v1</c> and the JSON.
    /// Used for broken and hostile servers.
    /// </summary>
    public Func<string, string, string>? Rewrite { get; set; }

    /// <summary>All requests since the start, as method and path with query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<UpstreamServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new UpstreamServer(application);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Revokes all tokens.</summary>
    public void Revoke() => tokens.Clear();

    /// <summary>Gives the next request to <paramref name="interruption"/>, which says whether it answered it; further ones to further
    /// calls.</summary>
    public void Interrupt(Func<HttpContext, Task<bool>> interruption) => interruptions.Enqueue(interruption);

    /// <summary>Answers the next request with a status.</summary>
    public void AnswerNext(
        int status, string body = "{\"detail\":[\"RuntimeError\",\"no\"]}", string? retryAfter = null) => Interrupt(async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body);
        return true;
    });

    /// <summary>Adds a secret without validation, as another client might have.</summary>
    public Guid AddSecret(string name, string scope, string user, params (string Key, string Value)[] values)
    {
        lock (exclusively)
        {
            return data.AddSecret(
                name, scope, user, data.Find("workspaces", "default"),
                new JsonObject(values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))));
        }
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (Takeover is { } takeover && await takeover(context))
        {
            return;
        }

        if (interruptions.TryDequeue(out var interruption) && await interruption(context))
        {
            return;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        try
        {
            await WriteAsync(context, 200, Answer(request, text));
        }
        catch (UpstreamError error)
        {
            await WriteAsync(context, error.Status, error.Body);
        }
    }

    private JsonNode? Answer(HttpRequest request, string text)
    {
        var path = request.Path.Value!["/api/v1".Length..];
        if (path == "/logout")
        {
            // Clears a cookie but revokes no token.
            return null;
        }

        if (path is "/login" or "/device_authorization")
        {
            var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text)
                .ToDictionary(field => field.Key, field => field.Value.ToString());
            return path == "/login" ? LogIn(form) : AuthorizeDevice();
        }

        if (path.Split('/') is ["", "users", var pending, "activate"])
        {
            lock (exclusively)
            {
                return UpstreamAccounts.Activate(data, pending, JsonNode.Parse(text)!.AsObject());
            }
        }

        if (!tokens.TryGetValue(request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal), out var user))
        {
            throw new UpstreamError(401, new JsonObject { ["detail"] = "Authentication error: error decoding access token." });
        }

        lock (exclusively)
        {
            var caller = data.TryFind("users", user) ?? data.Find("service_accounts", user);
            var body = text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
            return path switch
            {
                "/info" => new JsonObject { ["id"] = Guid.NewGuid(), ["version"] = "0.58.0", ["active"] = true },
                _ when UpstreamAccounts.Knows(path.Split('/', StringSplitOptions.RemoveEmptyEntries)) =>
                    new UpstreamAccounts(data, caller).Answer(
                        request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries), request.Query, body),
                _ => new UpstreamEndpoints(data, caller).Answer(
                    request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries), request.Query, body),
            };
        }
    }

    private JsonObject LogIn(Dictionary<string, string> form)
    {
        Interlocked.Increment(ref logins);
        var user = form.GetValueOrDefault("grant_type") switch
        {
            "password" => data.TryFind("users", form["username"]) is not null
                && form["password"] == data.Passwords.GetValueOrDefault(form["username"], Password)
                ? form["username"]
                : null,
            "zenml-api-key" => form["password"] == ApiKey ? "default" : data.ApiKeys.TryGetValue(
                form["password"], out var key) ? key.Account : null,
            _ => PollsUntilVerified-- > 0
                ? throw new UpstreamError(
                    400,
                    new JsonObject { ["error"] = "authorization_pending", ["error_description"] = null, ["error_uri"] = null })
                : data.AddDevice("default"),
        };
        if (user is null)
        {
            throw new UpstreamError(401, "AuthorizationException", "Authentication error: invalid username or password");
        }

        var token = Guid.NewGuid().ToString("N");
        tokens[token] = user;
        return new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = null };
    }

    private static JsonObject AuthorizeDevice() => new()
    {
        ["device_code"] = "device-code", ["user_code"] = "ABC-123", ["verification_uri"] = "/devices/verify",
        ["expires_in"] = 300, ["interval"] = 1,
        ["verification_uri_complete"] = "/devices/verify?user_code=ABC-123",
    };

    private async Task WriteAsync(HttpContext context, int status, JsonNode? body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var json = body?.ToJsonString(
            new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null";
        var path = $"{context.Request.Path.Value!["/api/v1".Length..]}{context.Request.QueryString}";
        await context.Response.WriteAsync(Rewrite is { } rewrite && status == 200 ? rewrite(path, json) : json);
    }
}
