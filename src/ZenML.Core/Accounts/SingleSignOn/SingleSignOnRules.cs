namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Which identity provider people log in with, and what its tokens decide.</summary>
/// <param name="Issuer">The address of the provider.</param>
/// <param name="ClientId">The id of this server as a client of the provider.</param>
public sealed record SingleSignOnRules(string Issuer, string ClientId)
{
    /// <summary>
    /// The claim with the name of an account; null for <c>preferred_username</c> and, if that is absent, a verified <c>email</c>.
    /// </summary>
    public string? NameClaim { get; init; }

    /// <summary>The claim with the groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Which groups of the provider decide about which groups of this server.</summary>
    public IReadOnlyList<MappedGroup> Groups { get; init; } = [];

    /// <summary>The group of the provider whose members are administrators; null if it does not decide about that.</summary>
    public string? AdministratorGroup { get; init; }

    /// <summary>The group of the provider whose members alone can log in; null for everyone.</summary>
    public string? RequiredGroup { get; init; }

    /// <summary>Whether the first login creates an account.</summary>
    public bool CreatesAccounts { get; init; }

    /// <summary>
    /// Whether the first login links the account of the same name, unless it is an administrator's. Whoever can choose their name
    /// at the provider can then take over accounts.
    /// </summary>
    public bool LinksByName { get; init; }
}
