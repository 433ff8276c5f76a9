using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Idempotency;
using ZenML.Core.Resources;
using ZenML.Protocol.Extensions;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Idempotency;

/// <summary>A change to which its client gave a key, so that it can send it again without making it twice.</summary>
/// <param name="User">The account.</param>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">
/// Tells whether another request is the same one. Not stored in the clear: the body has values that could be guessed.
/// </param>
internal sealed record IdempotencyContext(Id<User> User, string Key, byte[] Fingerprint)
{
    private static readonly object Place = new();

    /// <summary>The keyed change that a request is; null for any other request.</summary>
    public static IdempotencyContext? Of(HttpContext http) => http.Items[Place] as IdempotencyContext;

    /// <summary>Reads the key and the whole body, which can be read again afterwards.</summary>
    public static async Task<IdempotencyContext> ReadAsync(HttpContext http)
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
        var request = new IdempotencyContext(
            http.GetCaller().UserId,
            key,
            FingerprintOf(http.GetCaller(), http.Request, body.GetBuffer().AsSpan(0, (int)body.Length)));
        http.Items[Place] = request;
        return request;
    }

    /// <summary>The method and the key alone.</summary>
    public override string ToString() => $"{nameof(IdempotencyContext)} {Key}";

    /// <remarks>What the caller may do is part of it: nobody gets the answer to what they could not ask for any more.</remarks>
    private static byte[] FingerprintOf(Caller caller, HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts =
        [
            $"{caller.IsAdmin} {caller.Session}",
            request.Method,
            request.Path,
            request.QueryString.ToString(),
            request.Headers.IfMatch.ToString(),
        ];
        foreach (var part in parts)
        {
            // A line break is in none of them.
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData("\n"u8);
        }

        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
