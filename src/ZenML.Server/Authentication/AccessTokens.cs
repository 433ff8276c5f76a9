using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Servers;

namespace ZenML.Server.Authentication;

/// <summary>
/// Writes and reads access tokens: JWT, HS256. Valid tokens are cached, because a signature never changes. Whether the account
/// may still use the token is checked separately on every request.
/// </summary>
internal sealed class AccessTokens(TimeProvider clock, TokenLifetimes lifetimes)
{
    private const int CacheSize = 10_000;

    private const int MaximumTokenLength = 4096;

    private const string Origin = "origin";

    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private readonly JsonWebTokenHandler handler = new()
    {
        SetDefaultTimesOnTokenCreation = false,
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = MaximumTokenLength,
    };

    private readonly ConcurrentDictionary<string, AccessToken> cache = new(StringComparer.Ordinal);

    private SigningCredentials? signing;

    private TokenValidationParameters? validation;

    /// <summary>The server's id.</summary>
    public Guid ServerId { get; private set; }

    /// <summary>The name of the cookie that contains a token.</summary>
    public string CookieName { get; private set; } = "";

    /// <summary>The key that signs cookies of logins at the identity provider.</summary>
    public byte[] LoginStateKey { get; private set; } = [];

    /// <summary>Sets the signing key. Call this before any other method.</summary>
    /// <param name="identity">The server.</param>
    /// <param name="given">The operator's text to derive the key from; null for the key in the store.</param>
    public void Use(ServerIdentity identity, SensitiveString? given)
    {
        var bytes = given is null
            ? identity.SigningKey
            : HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(given.Reveal()),
                32,
                info: "zenml-dotnet 1 access tokens"u8.ToArray());
        LoginStateKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, info: "zenml-dotnet 1 login state"u8.ToArray());
        var key = new SymmetricSecurityKey(bytes);
        signing = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        ServerId = identity.ServerId;
        CookieName = $"zenml-server-{ServerId:D}";
        var server = ServerId.ToString("D");
        validation = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidIssuer = server,
            ValidAudience = server,
            RequireExpirationTime = true,

            // TryReadAsync checks this: cached tokens expire too.
            ValidateLifetime = false,
        };
    }

    /// <summary>Writes a token.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="expires">When the token expires; at most <see cref="TokenLifetimes"/> from now.</param>
    public string Write(TokenClaims claims, DateTimeOffset expires)
    {
        var server = ServerId.ToString("D");
        var values = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = claims.User.ToString(), ["iss"] = server, ["aud"] = server,
            ["generation"] = claims.Generation, ["sid"] = claims.Session.ToString("D"),
            ["iat"] = clock.GetUtcNow().ToUnixTimeSeconds(), ["exp"] = expires.ToUnixTimeSeconds(),
        };
        AddIfAny(values, "jti", claims.IsDerived ? claims.Token.ToString("D") : null);
        AddIfAny(values, "api_key_id", claims.ApiKey?.ToString());
        AddIfAny(values, "api_key_generation", claims.ApiKey is null ? null : claims.ApiKeyGeneration);
        AddIfAny(values, "device_id", claims.Device?.ToString());
        AddIfAny(values, "trust_id", claims.Trust?.ToString());
        AddIfAny(values, Origin, claims.IsSingleSignOn ? SessionOrigin.SingleSignOn.Text() : null);
        AddIfAny(values, "pipeline_id", claims.PipelineId?.ToString("D"));
        AddIfAny(values, "schedule_id", claims.ScheduleId?.ToString("D"));
        return handler.CreateToken(new SecurityTokenDescriptor { Claims = values, SigningCredentials = signing });
    }

    /// <summary>Reads a token.</summary>
    /// <returns>The token; null if this server did not issue it or it expired.</returns>
    public async ValueTask<AccessToken?> TryReadAsync(string text)
    {
        if (text.Length > MaximumTokenLength)
        {
            return null;
        }

        if (!cache.TryGetValue(text, out var token))
        {
            var result = await handler.ValidateTokenAsync(text, validation);
            if (!result.IsValid || result.SecurityToken is not JsonWebToken valid || Parse(text, valid) is not { } parsed)
            {
                return null;
            }

            token = parsed;
            if (cache.Count >= CacheSize)
            {
                cache.Clear();
            }

            cache.TryAdd(text, token);
        }

        return token.Expires + Leeway <= clock.GetUtcNow() ? null : token;
    }

    /// <remarks>
    /// Earlier versions issued tokens without a session, some of them valid for ten years. They cannot be revoked individually,
    /// so they are all rejected.
    /// </remarks>
    private AccessToken? Parse(string text, JsonWebToken token)
    {
        if (!Id<User>.TryParse(token.Subject, out var user)
            || Number(token, "generation") is not { } generation || Identity(token, "sid") is not { } session
            || Number(token, "iat") is not { } issued || Number(token, "exp") is not { } expires)
        {
            return null;
        }

        var claims = new TokenClaims(user, generation)
        {
            Session = session,
            Token = Identity(token, "jti") ?? session,
            ApiKey = Identity(token, "api_key_id") is { } key ? new Id<ApiKey>(key) : null,
            ApiKeyGeneration = Number(token, "api_key_generation") ?? 0,
            Device = Identity(token, "device_id") is { } device ? new Id<Device>(device) : null,
            Trust = Identity(token, "trust_id") is { } trust ? new Id<Trust>(trust) : null,
            IsSingleSignOn = token.TryGetPayloadValue<string>(Origin, out var origin) && origin == SessionOrigin.SingleSignOn.Text(),
            PipelineId = Identity(token, "pipeline_id"),
            ScheduleId = Identity(token, "schedule_id"),
        };
        var latest = DateTimeOffset.FromUnixTimeSeconds(issued) + lifetimes.Of(claims);
        var asked = DateTimeOffset.FromUnixTimeSeconds(expires);
        return new AccessToken(text, claims, asked < latest ? asked : latest);
    }

    private static Guid? Identity(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var text) && Guid.TryParse(text, out var id) ? id : null;

    private static long? Number(JsonWebToken token, string name) =>
        token.TryGetClaim(name, out var claim)
            && long.TryParse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static void AddIfAny(Dictionary<string, object> values, string name, object? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }
}
