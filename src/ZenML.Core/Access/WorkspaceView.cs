using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>What exists for a caller who does not have a role in every workspace.</summary>
public sealed record WorkspaceView
{
    /// <summary>The workspaces in which the caller has a role. All that is in them exists for the caller.</summary>
    public required IReadOnlyCollection<Id<Workspace>> Held { get; init; }

    /// <summary>Whether the caller sees the names of all workspaces: administrators manage them.</summary>
    public bool NamesAll { get; init; }

    /// <summary>Secrets that are shared with the caller. The names of their workspaces are visible, and nothing else in them.</summary>
    public IReadOnlyCollection<Id<Secret>> Shared { get; init; } = [];

    /// <summary>The only workspace that the caller's credential can use; null for no limit.</summary>
    public Id<Workspace>? Only { get; init; }

    /// <summary>The view of a caller; null if all workspaces exist for the caller.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The time, for grants that end.</param>
    public static WorkspaceView? Of(Caller caller, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var access = caller.Access;
        if (access.InEvery is not null)
        {
            return null;
        }

        var limits = access.Limits;
        return new WorkspaceView
        {
            Held = limits?.Workspace is { } only ? (access.In(only) is null ? [] : [only]) : [.. access.InWorkspaces.Keys],
            NamesAll = caller.IsAdmin && limits is null,
            Shared =
            [
                .. access.Grants.Select(grants => grants.Key)
                    .Where(secret => (limits?.Secrets?.Contains(secret) ?? true) && access.GrantedOn(secret, now) is not null),
            ],
            Only = limits?.Workspace,
        };
    }
}
