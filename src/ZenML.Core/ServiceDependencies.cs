using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core;

/// <summary>The dependencies of the services, the same for every caller.</summary>
/// <param name="Database">The database.</param>
/// <param name="StructuredText">Parses attributes that are given as JSON.</param>
/// <param name="Passwords">Hashes passwords.</param>
/// <param name="Reads">Takes the records of reads of values.</param>
/// <param name="Clock">The time.</param>
public sealed record ServiceDependencies(
    IDatabase Database, IStructuredText StructuredText, IPasswordHasher Passwords, IReadLog Reads, TimeProvider Clock)
{
    /// <summary>The back end that stores the values of secrets; null to store them in the database.</summary>
    public ExternalSecretValues? ExternalValues { get; init; }

    /// <summary>
    /// The most bytes of keys and values that one read of secrets returns; more is <see cref="Errors.ErrorCode.TooLarge"/>.
    /// </summary>
    public long MaximumBytesPerRead { get; init; } = long.MaxValue;

    /// <summary>Reads identity tokens and checks their signatures.</summary>
    public IIdentityTokens IdentityTokens { get; init; } = new NoIdentityTokens();

    /// <summary>Which identity provider people log in with; null for none.</summary>
    public SingleSignOnRules? SingleSignOn { get; init; }

    /// <summary>The role in every workspace that a new account gets; null for none.</summary>
    public Role? NewAccountRole { get; init; } = Role.Editor;

    /// <summary>Reads networks that API keys are limited to.</summary>
    public INetworks Networks { get; init; } = new NoNetworks();

    /// <summary>How long an API key can be valid; null for any time.</summary>
    public TimeSpan? LongestApiKeyLifetime { get; init; }

    /// <summary>How long deleted secrets are kept.</summary>
    public SecretRetention SecretRetention { get; init; } = new();

    /// <summary>The same for one caller, for whom only the workspaces exist in which they have a role.</summary>
    internal ServiceDependencies For(Caller caller) => WorkspaceView.Of(caller, Clock.GetUtcNow()) is { } view
        ? this with { Database = new ConfinedDatabase(Database, view) }
        : this;
}
