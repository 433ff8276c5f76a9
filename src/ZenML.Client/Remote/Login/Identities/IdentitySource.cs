using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Login.Identities;

/// <summary>Where a program gets tokens that prove what it is. Asked anew for every login, because such tokens expire soon.</summary>
/// <param name="Name">What it is called in messages: <c>GitHub Actions</c>.</param>
/// <param name="GetTokenAsync">Returns a token for an audience.</param>
internal sealed record IdentitySource(string Name, Func<string, CancellationToken, Task<SensitiveString>> GetTokenAsync)
{
    /// <summary>The longest token that a server reads.</summary>
    public const int LongestToken = 8 * 1024;

    /// <summary>The audience that tokens are for.</summary>
    public required string Audience { get; init; }

    /// <summary>The name or id of the service account, if several trust the token; null if one does.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Returns a token.</summary>
    /// <exception cref="ZenException">There is none, or it is no token.</exception>
    public async Task<SensitiveString> GetAsync(CancellationToken cancellationToken)
    {
        var token = (await GetTokenAsync(Audience, cancellationToken)).Reveal().Trim();
        return token.Length is > 0 and <= LongestToken && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new SensitiveString(token)
            : throw new ZenException(
                ErrorCode.InvalidArgument,
                $"What {Name} has is not an identity token: one line of at most {LongestToken / 1024} KiB, without spaces.");
    }
}
