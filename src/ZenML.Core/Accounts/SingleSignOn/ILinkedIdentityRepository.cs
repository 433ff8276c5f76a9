using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Stores which person at an identity provider an account belongs to.</summary>
public interface ILinkedIdentityRepository
{
    /// <summary>Returns the identity of an account; null if it has none.</summary>
    Task<LinkedIdentity?> FindAsync(Id<User> account, CancellationToken cancellationToken);

    /// <summary>Returns the identity of a person; null if no account belongs to them.</summary>
    Task<LinkedIdentity?> FindAsync(string issuer, string subject, CancellationToken cancellationToken);

    /// <summary>Saves the identity of an account, in place of the one that it has.</summary>
    Task SaveAsync(LinkedIdentity identity, CancellationToken cancellationToken);

    /// <summary>Deletes the identity of an account.</summary>
    /// <returns>Whether it had one.</returns>
    Task<bool> DeleteAsync(Id<User> account, CancellationToken cancellationToken);
}
