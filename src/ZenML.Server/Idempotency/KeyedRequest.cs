using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZenML.Contracts.Extensions;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Idempotency;
using ZenML.Core.Users;
using ZenML.Server.Http;

namespace ZenML.Server.Idempotency;

/// <summary>A change to which its client gave a key, so that it can send it again without making it twice.</summary>
/// <param name="User">The account.</param>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">Tells whether another request is the same one. Not stored in the clear: the body has values that could be
/// guessed.</param>
internal sealed record KeyedRequest(Id<User> User, string Key, byte[] Fingerprint)
{
    private static readonly object Place = new();

    /// <summary>The keyed change that a request is; null for any other request.</summary>
    public static KeyedRequest? Of(HttpContext http) => http.Items[Place] as KeyedRequest;

    /// <summary>Reads the key and the whole body, which can be read again afterwards.</summary>
    public static async Task<KeyedRequest> ReadAsync(HttpContext http)
    {
        var key = http.Request.Headers[ExtensionPaths.IdempotencyKeyHeader].ToString();
        if (key.Length is 0 or > IdempotentRequest.MaximumKeyLength || !key.All(character => character is > ' ' and <= '~'))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ExtensionPaths.IdempotencyKeyHeader} must be 1 to {IdempotentRequest.MaximumKeyLength} visible ASCII characters."));
        }

        var body = await BodyMemory.ReadAsync(http);
        http.Request.Body = body;
        var request = new KeyedRequest(http.GetCaller().UserId, key, FingerprintOf(http.GetCaller(), http.Request, body.GetBuffer().AsSpan(0, (int)body.Length)));
        http.Items[Place] = request;
        return request;
    }

    /// <summary>The method and the key alone.</summary>
    public override string ToString() => $"{nameof(KeyedRequest)} {Key}";

    /// <remarks>What the caller may do is part of it: nobody gets the answer to what they could not ask for any more.</remarks>
    private static byte[] FingerprintOf(Caller caller, HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[$"{caller.IsAdmin} {caller.Session}", request.Method, request.Path, request.QueryString.ToString(), request.Headers.IfMatch.ToString()])
        {
            // A line break is in none of them.
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData("\n"u8);
        }

        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
