using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// Which secrets exist for a caller: those on which <see cref="SecretAccess"/> gives any right. Repositories turn it into conditions.
/// </summary>
/// <param name="Account">The account, whose own private secrets it sees.</param>
public sealed record SecretViewer(Id<User> Account)
{
    private static readonly IReadOnlyCollection<Id<Secret>> NoSecrets = [];

    /// <summary>The workspaces in which the account has a role; null for every workspace.</summary>
    public IReadOnlySet<Id<Workspace>>? Workspaces { get; init; }

    /// <summary>The secrets on which a grant gives a right now.</summary>
    public IReadOnlyCollection<Id<Secret>> Granted { get; init; } = NoSecrets;

    /// <summary>The only workspace in which grants count; null for every workspace.</summary>
    public Id<Workspace>? GrantsWithin { get; init; }

    /// <summary>The only secrets that exist; null for all that the rest allows.</summary>
    public IReadOnlySet<Id<Secret>>? Only { get; init; }

    /// <summary>Whether it sees all secrets but the private ones of others.</summary>
    public bool IsOrdinary => Workspaces is null && Granted.Count == 0 && Only is null;

    /// <summary>Returns what a caller sees.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The time, for grants that end.</param>
    public static SecretViewer Of(Caller caller, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var access = caller.Access;
        var only = access.Limits?.Workspace;
        return new SecretViewer(caller.UserId)
        {
            Workspaces = only is { } one ? access.In(one) is null ? new HashSet<Id<Workspace>>() : new HashSet<Id<Workspace>> { one }
                : access.Everywhere is null ? access.InWorkspaces.Keys.ToHashSet() : null,
            Granted = access.Grants.Count == 0 ? NoSecrets
                : [.. access.Grants.Select(grants => grants.Key).Where(secret => access.GrantedOn(secret, now) is not null)],
            GrantsWithin = only,
            Only = access.Limits?.Secrets,
        };
    }

    /// <summary>Whether roles show the workspace-scoped secrets of a workspace, and the own private ones in it.</summary>
    public bool SeesIn(Id<Workspace> workspace) => Workspaces is null || Workspaces.Contains(workspace);

    /// <summary>Whether a secret exists for the caller.</summary>
    public bool Sees(SecretInfo secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return (Only is null || Only.Contains(secret.Id)) && (SeesByRole(secret) || SeesByGrant(secret));
    }

    /// <summary>Whether a secret exists for the caller without a grant.</summary>
    public bool SeesByRole(SecretInfo secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return SeesIn(secret.Workspace.Id) && (secret.Scope == SecretScope.Workspace || secret.User.Id == Account);
    }

    /// <summary>Returns a secret as the caller sees it: a private one of another account is shared with the caller.</summary>
    public SecretInfo Show(SecretInfo secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Scope == SecretScope.User && secret.User.Id != Account ? secret with { IsShared = true } : secret;
    }

    private bool SeesByGrant(SecretInfo secret) =>
        (GrantsWithin is null || GrantsWithin == secret.Workspace.Id) && Granted.Contains(secret.Id);
}
