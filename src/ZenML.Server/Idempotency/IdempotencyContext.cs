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

/// <summary>A change with an idempotency key, which the client can repeat without making it twice.</summary>
/// <param name="User">The account.</param>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">
/// Identifies the request. It is not stored in the clear, because values in the body could be guessed from it.
/// </param>
internal sealed record IdempotencyContext(Id<User> User, string Key, byte[] Fingerprint)
{
    private static readonly object Place = new();

    /// <summary>Returns the keyed change of a request; null if the request has no key.</summary>
    public static IdempotencyContext? Of(HttpContext http) => http.Items[Place] as IdempotencyContext;

    /// <summary>Reads the key and the complete body. The body can be read again afterwards.</summary>
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

    /// <summary>Returns the type and the key, never the body.</summary>
    public override string ToString() => $"{nameof(IdempotencyContext)} {Key}";

    /// <remarks>Includes the caller's permissions: after they change, the caller does not get the old response.</remarks>
    private static byte[] FingerprintOf(Caller caller, HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts =
        [
            $"{caller.IsAdmin} {caller.Session}{(caller.Access.Limits is { } limits ? $" {limits}" : "")}",
            request.Method,
            request.Path,
            request.QueryString.ToString(),
            request.Headers.IfMatch.ToString(),
        ];
        foreach (var part in parts)
        {
            // None of the parts contains a line break.
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData("\n"u8);
        }

        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
