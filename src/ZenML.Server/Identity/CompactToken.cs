using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZenML.Core.Accounts.Trusts;

namespace ZenML.Server.Identity;

/// <summary>
/// A signed JSON Web Token in the compact form, read strictly: what two programs could read differently is not a token.
/// Addresses, keys and certificates in its header are ignored.
/// </summary>
/// <param name="Algorithm">Its <c>alg</c>.</param>
/// <param name="KeyName">Its <c>kid</c>; null if it has none.</param>
/// <param name="Claims">What it says.</param>
internal sealed record CompactToken(string Algorithm, string? KeyName, IdentityToken Claims)
{
    /// <summary>The maximum length, in characters.</summary>
    public const int MaximumLength = 8 * 1024;

    private const int MaximumTextLength = 1024;

    private const int MaximumKeyNameLength = 256;

    private const int MaximumClaims = 200;

    // The year 9999 begins later; sums stay within what times can be.
    private const long LatestTime = 200_000_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Reads a token without checking its signature.</summary>
    /// <returns>The token; null if it has another form, or is encrypted, unsigned or too large.</returns>
    public static CompactToken? TryRead(string text)
    {
        if (text.Length > MaximumLength || text.AsSpan().ContainsAnyExcept(Allowed)
            || text.Split('.') is not [{ Length: > 0 } header, { Length: > 0 } payload, { Length: > 0 }])
        {
            return null;
        }

        try
        {
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header), Strict);
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(payload), Strict);
            return Read(head.RootElement, body.RootElement, $"{header}.{payload}");
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static CompactToken? Read(JsonElement header, JsonElement payload, string signed)
    {
        // What is critical must be understood, and nothing of that kind is.
        if (header.ValueKind != JsonValueKind.Object || payload.ValueKind != JsonValueKind.Object
            || header.TryGetProperty("crit", out _) || header.TryGetProperty("zip", out _) || header.TryGetProperty("enc", out _)
            || Text(header, "alg", MaximumKeyNameLength) is not { } algorithm || !SignatureAlgorithms.Allows(algorithm)
            || (header.TryGetProperty("kid", out _) && Text(header, "kid", MaximumKeyNameLength) is null)
            || Text(payload, "iss", MaximumTextLength) is not { } issuer || Text(payload, "sub", MaximumTextLength) is not { } subject)
        {
            return null;
        }

        if (!TryReadTime(payload, "exp", out var expires) || !TryReadTime(payload, "iat", out var issued)
            || !TryReadTime(payload, "nbf", out var notBefore)
            || (payload.TryGetProperty("jti", out _) && Text(payload, "jti", MaximumTextLength) is null))
        {
            return null;
        }

        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var claim in payload.EnumerateObject())
        {
            if (claims.Count == MaximumClaims)
            {
                return null;
            }

            if (Values(claim.Value) is { Count: > 0 } values)
            {
                claims[claim.Name] = values;
            }
        }

        return new CompactToken(algorithm, Text(header, "kid", MaximumKeyNameLength), new IdentityToken
        {
            Issuer = issuer,
            Subject = subject,
            Audiences = claims.GetValueOrDefault("aud") ?? [],
            Issued = issued,
            NotBefore = notBefore,
            Expires = expires,
            Identifier = Text(payload, "jti", MaximumTextLength) is { } id ? $"jti\n{id}" : $"signed\n{Hash(signed)}",
            Claims = claims,
        });
    }

    /// <remarks>Not of the signature: the same text can have several.</remarks>
    private static string Hash(string signed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(signed)));

    private static string? Text(JsonElement element, string name, int maximumLength) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            && text.Length <= maximumLength && !text.Any(char.IsControl)
                ? text
                : null;

    /// <returns>Whether there is no time, or one that can be.</returns>
    private static bool TryReadTime(JsonElement element, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!element.TryGetProperty(name, out var value))
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || seconds is not (>= 0 and < LatestTime))
        {
            return false;
        }

        time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    private static List<string> Values(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Array ? [] : Values(item))]
        : value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.True => ["true"],
            JsonValueKind.False => ["false"],
            JsonValueKind.Number =>
                [value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText()],
            _ => [],
        };
}
