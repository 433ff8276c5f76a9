namespace ZenML.Core.Accounts.Trusts;

/// <summary>
/// What an identity token says. Whether it is true is known only after <see cref="IIdentityTokens.CheckSignatureAsync"/>.
/// </summary>
public sealed record IdentityToken
{
    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>What it is about: a workflow, a job, a pod.</summary>
    public required string Subject { get; init; }

    /// <summary>Whom it is for.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }

    /// <summary>When it was issued; null if it does not say.</summary>
    public DateTimeOffset? Issued { get; init; }

    /// <summary>Before when it is not valid; null if it does not say.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it expires; null if it does not say.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What distinguishes it from every other token of the issuer: its <c>jti</c>, or else what was signed.</summary>
    public required string Identifier { get; init; }

    /// <summary>The texts, numbers and truth values in it, by claim; a claim with a list has several.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; }

    /// <summary>Returns no claim.</summary>
    public override string ToString() => "Identity token";
}
