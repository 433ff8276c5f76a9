using System.Collections.Concurrent;
using System.Security.Cryptography;
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
/// An OpenID provider on a free port of this machine, with a login page for people. It checks what a provider checks: the
/// client, its secret, the redirect address, PKCE, and that a code is used once. It also misbehaves, if a test asks for it.
/// </summary>
public sealed class LoopbackProvider : IAsyncDisposable
{
    /// <summary>Where its discovery document is.</summary>
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    /// <summary>Where people log in.</summary>
    public const string AuthorizePath = "/authorize";

    /// <summary>Where codes are exchanged.</summary>
    public const string TokenPath = "/token";

    /// <summary>Where a program asks for the code of a device.</summary>
    public const string DeviceAuthorizationPath = "/device_authorization";

    /// <summary>Where people type the code of a device.</summary>
    public const string DevicePath = "/device";

    private const string KeysPath = "/keys";

    private readonly WebApplication application;

    private LoopbackProvider(WebApplication application, TimeProvider clock)
    {
        this.application = application;
        Clock = clock;
        Key = IssuerTestKey.Rsa("first");
        Published = [Key];
        Write = claims => Key.Sign(claims);
        Authorization = new LoopbackAuthorization(this);
        Tokens = new LoopbackTokens(this);
    }

    /// <summary>Its address, which is its name too.</summary>
    public string Address => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The client that is registered with it.</summary>
    public string ClientId { get; set; } = "zenml";

    /// <summary>What the client must show for codes that were sent to <see cref="WebRedirects"/>; null for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The registered addresses of web pages. Any port and path of <c>http://127.0.0.1</c> is accepted for programs.</summary>
    public ICollection<string> WebRedirects { get; } = [];

    /// <summary>The people who can log in.</summary>
    public ICollection<LoopbackPerson> People { get; } = [];

    /// <summary>The claim that has the groups.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>How long ID tokens are valid.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The seconds between two questions of a device.</summary>
    public int DeviceInterval { get; set; } = 1;

    /// <summary>How long a person has to approve a device.</summary>
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether it knows the device flow.</summary>
    public bool OffersDeviceFlow { get; set; } = true;

    /// <summary>Whether it names itself in the redirect (RFC 9207), and says so in its discovery document.</summary>
    public bool NamesItself { get; set; } = true;

    /// <summary>Whether it puts the nonce of a request into the token.</summary>
    public bool ReturnsNonce { get; set; } = true;

    /// <summary>The key that it signs with.</summary>
    public IssuerTestKey Key { get; set; }

    /// <summary>The keys that it publishes.</summary>
    public IReadOnlyList<IssuerTestKey> Published { get; set; }

    /// <summary>Changes the claims of an ID token before it is signed.</summary>
    public Action<JsonObject>? ChangeClaims { get; set; }

    /// <summary>Signs the claims of an ID token.</summary>
    public Func<JsonObject, string> Write { get; set; }

    /// <summary>Changes the answer of the token endpoint.</summary>
    public Action<JsonObject>? ChangeTokenAnswer { get; set; }

    /// <summary>Changes where a person is sent after the login.</summary>
    public Func<Uri, Uri>? ChangeRedirect { get; set; }

    /// <summary>Changes the discovery document.</summary>
    public Action<JsonObject>? ChangeDiscovery { get; set; }

    /// <summary>Gets each request first and returns whether it answered it.</summary>
    public Func<HttpContext, Task<bool>>? Takeover { get; set; }

    /// <summary>Errors with which the next questions of devices are answered, such as <c>slow_down</c>.</summary>
    public ConcurrentQueue<string> DeviceErrors { get; } = [];

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The ID tokens that it issued.</summary>
    public ConcurrentQueue<string> Issued { get; } = [];

    internal TimeProvider Clock { get; }

    internal ConcurrentDictionary<string, LoopbackGrant> Grants { get; } = new(StringComparer.Ordinal);

    private LoopbackAuthorization Authorization { get; }

    private LoopbackTokens Tokens { get; }

    /// <summary>Starts one.</summary>
    /// <param name="clock">The clock; null for that of the system.</param>
    /// <param name="address">Where it listens; null for a free port.</param>
    public static async Task<LoopbackProvider> StartAsync(TimeProvider? clock = null, string? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address ?? "http://127.0.0.1:0");
        var application = builder.Build();
        var provider = new LoopbackProvider(application, clock ?? TimeProvider.System);
        application.Run(provider.AnswerAsync);
        await application.StartAsync();
        return provider;
    }

    /// <summary>Adds a person and returns them.</summary>
    public LoopbackPerson Add(LoopbackPerson person)
    {
        People.Add(person);
        return person;
    }

    /// <summary>Replaces what it knows of a person.</summary>
    public LoopbackPerson Replace(LoopbackPerson old, LoopbackPerson now)
    {
        People.Remove(old);
        return Add(now);
    }

    /// <summary>Signs with another key from now on, and publishes only that one.</summary>
    public void Rotate(string name = "second")
    {
        Key = IssuerTestKey.Rsa(name);
        Published = [Key];
    }

    /// <summary>Makes the claims of the ID token of a person.</summary>
    /// <param name="person">The person.</param>
    /// <param name="nonce">The nonce of the request; null for none.</param>
    public JsonObject Claims(LoopbackPerson person, string? nonce)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = Clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Address,
            ["sub"] = person.Subject,
            ["aud"] = ClientId,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(),
            ["jti"] = NewCode(),
            ["preferred_username"] = person.UserName,
        };
        if (nonce is not null && ReturnsNonce)
        {
            claims["nonce"] = nonce;
        }

        if (person.Email is { } email)
        {
            claims["email"] = email;
            claims["email_verified"] = person.IsEmailVerified;
        }

        if (person.FullName is { } name)
        {
            claims["name"] = name;
        }

        if (person.Groups is { } groups)
        {
            claims[GroupsClaim] = new JsonArray([.. groups.Select(group => (JsonNode)group)]);
        }

        return claims;
    }

    /// <summary>Issues the ID token of a person, as the token endpoint does.</summary>
    public string IssueIdToken(LoopbackPerson person, string? nonce)
    {
        var claims = Claims(person, nonce);
        ChangeClaims?.Invoke(claims);
        var token = Write(claims);
        Issued.Enqueue(token);
        return token;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }

    internal static string NewCode() => IssuerTestKey.Encode(RandomNumberGenerator.GetBytes(24));

    internal LoopbackPerson? FindPerson(string? userName, string? password) =>
        People.FirstOrDefault(person => person.UserName == userName && person.Password == password);

    private async Task AnswerAsync(HttpContext http)
    {
        Requests.Enqueue(http.Request.Path);
        if (Takeover is { } takeover && await takeover(http))
        {
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        await ((http.Request.Method, http.Request.Path.Value) switch
        {
            ("GET", DiscoveryPath) => http.Response.SendAsync(Discover()),
            ("GET", KeysPath) => http.Response.SendAsync(
                new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => (JsonNode)key.Publish())]) }),
            ("GET" or "POST", AuthorizePath) => Authorization.AuthorizeAsync(http),
            ("GET" or "POST", DevicePath) => Authorization.ApproveDeviceAsync(http),
            ("POST", TokenPath) => Tokens.AnswerAsync(http),
            ("POST", DeviceAuthorizationPath) when OffersDeviceFlow => Tokens.BeginDeviceAsync(http),
            _ => http.Response.SendErrorAsync(404, "not_found"),
        });
    }

    private JsonObject Discover()
    {
        var document = new JsonObject
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + AuthorizePath,
            ["token_endpoint"] = Address + TokenPath,
            ["jwks_uri"] = Address + KeysPath,
            ["response_types_supported"] = new JsonArray("code"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray(Key.Algorithm),
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
        };
        if (NamesItself)
        {
            document["authorization_response_iss_parameter_supported"] = true;
        }

        if (OffersDeviceFlow)
        {
            document["device_authorization_endpoint"] = Address + DeviceAuthorizationPath;
        }

        ChangeDiscovery?.Invoke(document);
        return document;
    }
}
