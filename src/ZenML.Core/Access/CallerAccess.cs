using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>
/// All that decides what one account can do besides being an administrator: its roles and its grants, those of its groups
/// included. Loaded once per change of any of them.
/// </summary>
public sealed record CallerAccess
{
    /// <summary>No role and no grant.</summary>
    public static CallerAccess None { get; } = new();

    /// <summary>The access of the user of a local store, and of the server itself.</summary>
    public static CallerAccess Unlimited { get; } = new() { Everywhere = Role.Owner };

    /// <summary>The role in every workspace; null for none.</summary>
    public Role? Everywhere { get; init; }

    /// <summary>The roles in single workspaces.</summary>
    public IReadOnlyDictionary<Id<Workspace>, Role> InWorkspaces { get; init; } = new Dictionary<Id<Workspace>, Role>();

    /// <summary>The grants, expired ones included. Of several for one secret, each counts until it ends.</summary>
    public ILookup<Id<Secret>, SecretGrant> Grants { get; init; } =
        Array.Empty<SecretGrant>().ToLookup(grant => grant.Secret);

    /// <summary>
    /// Whether the account sees neither its private secrets nor, through having created them, restricted ones: an administrator reset
    /// its password, and nobody has confirmed or released it.
    /// </summary>
    public bool HidesOwnSecrets { get; init; }

    /// <summary>What the credential of the caller takes away; null for nothing.</summary>
    public AccessLimits? Limits { get; init; }

    /// <summary>Returns what the limits of a credential leave of this access.</summary>
    public CallerAccess LimitedBy(AccessLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return limits switch
        {
            { IsNone: true } => this,
            { RolesOnly: true } => this with { Limits = limits, Grants = None.Grants, HidesOwnSecrets = true },
            _ => this with { Limits = limits },
        };
    }

    /// <summary>The role in a workspace, with all limits; null for none.</summary>
    public Role? In(Id<Workspace> workspace)
    {
        if (Limits?.Workspace is { } only && only != workspace)
        {
            return null;
        }

        Role? role = InWorkspaces.TryGetValue(workspace, out var here) ? here : null;
        if (role is null || Everywhere > role)
        {
            role = Everywhere;
        }

        return AtMost(role);
    }

    /// <summary>The role in every workspace, those that are created later too, with all limits; null for none.</summary>
    public Role? InEvery => Limits?.Workspace is null ? AtMost(Everywhere) : null;

    /// <summary>The highest role in any workspace, with all limits; null for none.</summary>
    public Role? Highest => Limits?.Workspace is { } only
        ? In(only)
        : AtMost(InWorkspaces.Values.Aggregate(Everywhere, (most, role) => most > role ? most : role));

    /// <summary>What the credential of the caller leaves of the rights that a grant gives on a secret of a workspace.</summary>
    public SecretRights Limit(SecretRights granted, Id<Workspace> workspace)
    {
        if (Limits?.Workspace is { } only && only != workspace)
        {
            return SecretRights.None;
        }

        return Limits?.Role switch
        {
            Role.Viewer => granted & SecretRights.Describe,
            Role.Runner => granted & (SecretRights.Describe | SecretRights.Read),
            _ => granted,
        };
    }

    /// <summary>The highest right on a secret that a grant gives now; null for none.</summary>
    public SecretRight? GrantedOn(Id<Secret> secret, DateTimeOffset now) =>
        Grants[secret].Where(grant => grant.IsValidAt(now)).Max(grant => (SecretRight?)grant.Right);

    private Role? AtMost(Role? role) => Limits?.Role is { } most && role > most ? most : role;
}
