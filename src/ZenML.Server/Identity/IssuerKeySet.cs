using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace ZenML.Server.Identity;

/// <summary>
/// The public keys of an issuer (a JSON Web Key Set). Keys of kinds, curves and uses that do not fit are left out, as the
/// specification says; addresses and certificates in keys are ignored.
/// </summary>
internal sealed class IssuerKeySet
{
    /// <summary>The most keys that an issuer can have.</summary>
    public const int MaximumKeys = 100;

    // How many signatures one token can cost if an issuer gives several keys one name.
    private const int MaximumKeysOfOneName = 3;

    private const int MaximumNameLength = 256;

    private const int MinimumRsaBytes = 2048 / 8;

    private const int MaximumRsaBytes = 8192 / 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    // Providers of keys that an issuer no longer has must not stay in a cache of the process.
    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    private readonly List<IssuerKey> keys = [];

    private IssuerKeySet()
    {
    }

    /// <summary>The number of keys that can be used.</summary>
    public int Count => keys.Count;

    /// <summary>Reads a key set.</summary>
    /// <exception cref="IssuerFailure">It is not one, or has too many keys.</exception>
    public static IssuerKeySet Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var listed) || listed.ValueKind != JsonValueKind.Array)
            {
                throw new IssuerFailure("The keys of the issuer are not a JSON Web Key Set.");
            }

            if (listed.GetArrayLength() > MaximumKeys)
            {
                throw new IssuerFailure($"The issuer has more than {MaximumKeys} keys.");
            }

            var set = new IssuerKeySet();
            foreach (var element in listed.EnumerateArray())
            {
                if (TryRead(element) is { } key)
                {
                    set.keys.Add(key);
                }
            }

            return set;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new IssuerFailure("The keys of the issuer are not a JSON Web Key Set.", exception);
        }
    }

    /// <summary>
    /// Returns the keys that can have signed a token: those with its name, or the only one that fits if the token names none.
    /// </summary>
    public IReadOnlyList<SecurityKey> Find(string? name, string algorithm)
    {
        var fitting = keys.Where(key => (name is null || key.Name == name) && key.Algorithms.Contains(algorithm, StringComparer.Ordinal))
            .Select(key => key.Key).ToArray();
        return fitting.Length > (name is null ? 1 : MaximumKeysOfOneName) ? [] : fitting;
    }

    /// <summary>Whether a key has a name.</summary>
    public bool Has(string name) => keys.Any(key => key.Name == name);

    private static IssuerKey? TryRead(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || (Text(element, "use") ?? "sig") != "sig" || !IsForVerification(element)
            || Text(element, "kid") is { Length: > MaximumNameLength })
        {
            return null;
        }

        var key = Text(element, "kty") switch
        {
            "RSA" => ReadRsa(element),
            "EC" => ReadCurve(element),
            _ => null,
        };
        if (key is not { } read)
        {
            return null;
        }

        var declared = Text(element, "alg");
        var algorithms = declared is null ? read.Algorithms : [.. read.Algorithms.Where(algorithm => algorithm == declared)];
        read.Key.KeyId = Text(element, "kid");
        read.Key.CryptoProviderFactory = Uncached;
        return new IssuerKey(Text(element, "kid"), algorithms, read.Key);
    }

    private static (SecurityKey Key, IReadOnlyList<string> Algorithms)? ReadRsa(JsonElement element)
    {
        if (Number(element, "n") is not { Length: >= MinimumRsaBytes and <= MaximumRsaBytes } modulus
            || Number(element, "e") is not { Length: >= 1 and <= 4 } exponent || exponent is [1])
        {
            return null;
        }

        return (new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }), SignatureAlgorithms.Rsa);
    }

    private static (SecurityKey Key, IReadOnlyList<string> Algorithms)? ReadCurve(JsonElement element)
    {
        var (curve, algorithm, size) = Text(element, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, SecurityAlgorithms.EcdsaSha256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, SecurityAlgorithms.EcdsaSha384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, SecurityAlgorithms.EcdsaSha512, 66),
            _ => (default, "", 0),
        };
        if (size == 0 || Decode(element, "x") is not { } x || Decode(element, "y") is not { } y || x.Length != size || y.Length != size)
        {
            return null;
        }

        try
        {
            return (new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } })), [algorithm]);
        }
        catch (CryptographicException)
        {
            // Not a point of the curve.
            return null;
        }
    }

    private static bool IsForVerification(JsonElement element) =>
        !element.TryGetProperty("key_ops", out var operations)
        || (operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(
                operation => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify")));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <remarks>Without zeros at the front, which say nothing about the size of the number.</remarks>
    private static byte[]? Number(JsonElement element, string name) =>
        Decode(element, name) is { } bytes ? bytes.AsSpan().TrimStart((byte)0).ToArray() : null;

    private static byte[]? Decode(JsonElement element, string name)
    {
        if (Text(element, name) is not { } text)
        {
            return null;
        }

        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
