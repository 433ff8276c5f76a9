namespace ZenML.Protocol.Extensions;

/// <summary>What this server adds to the API, under paths of its own, and how clients know that it does.</summary>
public static class ExtensionPaths
{
    /// <summary>The header of every answer that tells that the extensions exist.</summary>
    public const string ServerHeader = "X-ZenML-Server";

    /// <summary>Its value; the number counts up with the extensions.</summary>
    public const string ServerValue = "dotnet; extensions=3";

    /// <summary>The number of extensions with which <see cref="PasswordResets"/> exists.</summary>
    public const int WithPasswordResets = 2;

    /// <summary>The number of extensions with which the server remembers changes by <see cref="IdempotencyKeyHeader"/>.</summary>
    public const int WithIdempotencyKeys = 3;

    /// <summary>
    /// The header with the key of a change. A change that is sent again with the same key within a day is not made again, but answered as
    /// it
    /// was the first time; another change with the same key is refused with 422.
    /// </summary>
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    /// <summary>The header of an answer that was given before.</summary>
    public const string IdempotencyReplayedHeader = "Idempotency-Replayed";

    /// <summary>POST: checks many references, reading no value.</summary>
    public const string CheckReferences = "/api/v1/x/references/check";

    /// <summary>POST: resolves many references.</summary>
    public const string ResolveReferences = "/api/v1/x/references/resolve";

    /// <summary>GET: lists secrets as <c>/api/v1/secrets</c> does, with key names and versions.</summary>
    public const string Secrets = "/api/v1/x/secrets";

    /// <summary>GET: the resets of the caller's own password by administrators, the latest first.</summary>
    public const string PasswordResets = "/api/v1/x/password-resets";
}
