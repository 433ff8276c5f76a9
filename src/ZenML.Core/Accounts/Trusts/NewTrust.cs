using ZenML.Core.Access;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>What a service account shall trust. <see cref="TrustPresets"/> fills it in for common issuers.</summary>
/// <param name="Name">The name, unique within the service account.</param>
/// <param name="Issuer">The address of the issuer, exactly as its tokens have it in <c>iss</c>.</param>
/// <param name="Subject">The subjects: a text in which each <c>*</c> stands for any characters.</param>
/// <param name="Audience">The audience that the tokens are for.</param>
public sealed record NewTrust(string Name, string Issuer, string Subject, string Audience)
{
    /// <summary>Further claims, each with a pattern like <see cref="Subject"/>.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether one token can be exchanged again until it expires, as tokens in files and variables must be.</summary>
    public bool IsReusable { get; init; }

    /// <summary>The highest role that the tokens give in any workspace; null for that of the account.</summary>
    public Role? Role { get; init; }

    /// <summary>The name or id of the only workspace that the tokens open; null for all of the account.</summary>
    public string? Workspace { get; init; }
}
