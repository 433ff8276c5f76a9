using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.Identity;

/// <summary>A key of a test issuer, with its private part.</summary>
public sealed class IssuerTestKey
{
    private readonly Func<byte[], byte[]> sign;

    private IssuerTestKey(string? name, string algorithm, JsonObject published, Func<byte[], byte[]> sign)
    {
        Name = name;
        Algorithm = algorithm;
        Published = published;
        this.sign = sign;
        if (name is not null)
        {
            published["kid"] = name;
        }
    }

    /// <summary>Its <c>kid</c>.</summary>
    public string? Name { get; }

    /// <summary>The algorithm that it signs with.</summary>
    public string Algorithm { get; }

    private JsonObject Published { get; }

    /// <summary>Makes an RSA key.</summary>
    /// <param name="name">Its <c>kid</c>; null for none.</param>
    /// <param name="algorithm"><c>RS256</c>, <c>RS384</c>, <c>RS512</c>, <c>PS256</c>, …</param>
    /// <param name="bits">Its size.</param>
    public static IssuerTestKey Rsa(string? name, string algorithm = "RS256", int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var padding = algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var published = new JsonObject
        {
            ["kty"] = "RSA", ["use"] = "sig", ["n"] = Encode(parameters.Modulus!), ["e"] = Encode(parameters.Exponent!),
        };
        return new IssuerTestKey(name, algorithm, published, data => rsa.SignData(data, HashOf(algorithm), padding));
    }

    /// <summary>Makes a key on an elliptic curve.</summary>
    /// <param name="name">Its <c>kid</c>; null for none.</param>
    /// <param name="algorithm"><c>ES256</c>, <c>ES384</c> or <c>ES512</c>.</param>
    public static IssuerTestKey Curve(string? name, string algorithm = "ES256")
    {
        var (curve, curveName) = algorithm switch
        {
            "ES384" => (ECCurve.NamedCurves.nistP384, "P-384"),
            "ES512" => (ECCurve.NamedCurves.nistP521, "P-521"),
            _ => (ECCurve.NamedCurves.nistP256, "P-256"),
        };
        var key = ECDsa.Create(curve);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var published = new JsonObject
        {
            ["kty"] = "EC", ["use"] = "sig", ["crv"] = curveName, ["x"] = Encode(point.X!), ["y"] = Encode(point.Y!),
        };
        return new IssuerTestKey(
            name, algorithm, published,
            data => key.SignData(data, HashOf(algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>The public part, as the issuer publishes it.</summary>
    public JsonObject Publish() => Published.DeepClone().AsObject();

    /// <summary>Signs claims.</summary>
    public string Sign(JsonObject claims) => Sign(Header(), claims.ToJsonString());

    /// <summary>Signs claims under a header of the test's own.</summary>
    public string Sign(JsonObject header, string claims) => Write(header, claims, sign);

    /// <summary>The header of what this key signs.</summary>
    public JsonObject Header()
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["typ"] = "JWT" };
        if (Name is not null)
        {
            header["kid"] = Name;
        }

        return header;
    }

    /// <summary>Writes a token with whatever signature.</summary>
    public static string Write(JsonObject header, string claims, Func<byte[], byte[]> sign)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(sign);
        var signed = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Encodes bytes as parts of tokens and keys are.</summary>
    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static HashAlgorithmName HashOf(string algorithm) => algorithm[2..] switch
    {
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };
}
