using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZenML.TestKit.Identity;

/// <summary>
/// An issuer of identity tokens on a free port of this machine, as a CI system has one. It also misbehaves, if a test asks for it.
/// </summary>
public sealed class LoopbackIssuer : IAsyncDisposable
{
    /// <summary>Where its discovery document is.</summary>
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    private const string KeysPath = "/keys";

    private readonly WebApplication application;
    private readonly TimeProvider clock;

    private LoopbackIssuer(WebApplication application, TimeProvider clock)
    {
        this.application = application;
        this.clock = clock;
        Key = IssuerTestKey.Rsa("first");
        Published = [Key];
    }

    /// <summary>Its address, which is its name too.</summary>
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The key that it signs with.</summary>
    public IssuerTestKey Key { get; set; }

    /// <summary>The keys that it publishes.</summary>
    public IReadOnlyList<IssuerTestKey> Published { get; set; }

    /// <summary>Makes the discovery document; null for a correct one.</summary>
    public Func<JsonObject>? Discovery { get; set; }

    /// <summary>Makes the key set; null for a correct one.</summary>
    public Func<JsonNode>? KeySet { get; set; }

    /// <summary>Gets each request first and returns whether it answered it.</summary>
    public Func<HttpContext, Task<bool>>? Takeover { get; set; }

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<LoopbackIssuer> StartAsync(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var issuer = new LoopbackIssuer(application, clock ?? TimeProvider.System);
        application.Run(issuer.AnswerAsync);
        await application.StartAsync();
        return issuer;
    }

    /// <summary>Signs with another key from now on, and publishes only that one.</summary>
    public void Rotate(string name = "second")
    {
        Key = IssuerTestKey.Rsa(name);
        Published = [Key];
    }

    /// <summary>Makes the claims of a token that is valid for ten minutes.</summary>
    public JsonObject Claims(string subject, string audience) => new()
    {
        ["iss"] = Address,
        ["sub"] = subject,
        ["aud"] = audience,
        ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString("D"),
    };

    /// <summary>Signs a token that is valid for ten minutes.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="change">Changes its claims before they are signed; null for no change.</param>
    public string Sign(string subject, string audience, Action<JsonObject>? change = null)
    {
        var claims = Claims(subject, audience);
        change?.Invoke(claims);
        return Key.Sign(claims);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path);
        if (Takeover is { } takeover && await takeover(context))
        {
            return;
        }

        JsonNode? answer = context.Request.Path.Value switch
        {
            DiscoveryPath => Discovery?.Invoke() ?? new JsonObject { ["issuer"] = Address, ["jwks_uri"] = Address + KeysPath },
            KeysPath => KeySet?.Invoke()
                ?? new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => (JsonNode)key.Publish())]) },
            _ => null,
        };
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
