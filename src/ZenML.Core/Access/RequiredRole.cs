using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>
/// The role that each change takes, for everything but secrets, which <see cref="SecretAccess"/> decides about, and accounts
/// and their credentials, which <see cref="Accounts.Permission"/> decides about. <see cref="AuditTrail"/> asks for each
/// resource that it records.
/// </summary>
public static class RequiredRole
{
    private const string WorkspaceType = "workspace";

    // What a person sets up.
    private static readonly RequiredRoles Setup = new(Role.Editor, Role.Editor, Role.Editor);

    // What a run records. A client of ZenML 0.58 that runs a pipeline creates and changes these and nothing else.
    private static readonly RequiredRoles Record = new(Role.Runner, Role.Runner, Role.Editor);

    private static readonly Dictionary<string, RequiredRoles> Types = new(StringComparer.Ordinal)
    {
        [WorkspaceType] = new(Role.Editor, Role.Editor, Role.Owner),
        ["stack"] = Setup,
        ["component"] = Setup,
        ["flavor"] = Setup,
        ["code_repository"] = Setup,
        ["service_connector"] = Setup,
        ["pipeline"] = Record,
        ["build"] = Record,
        ["schedule"] = Record,
        ["deployment"] = Record,
        ["code_reference"] = Record,
        ["pipeline_run"] = Record,
        ["step_run"] = Record,
        ["artifact"] = Record,
        ["artifact_version"] = Record,
        ["run_metadata"] = Record,
        ["model"] = Record,
        ["model_version"] = Record,
        ["model_version_artifact"] = Record,
        ["model_version_pipeline_run"] = Record,
        ["tag"] = Record,
    };

    // Services that change these ask for more than a role.
    private static readonly HashSet<string> DecidedElsewhere = new(StringComparer.Ordinal)
    {
        "secret", "secret_version", "secret_grant", "user", "service_account", "api_key", "device", "server_settings", "group", "role",
        "token", "trust", "audit", "store",
    };

    /// <summary>The types of resources and what their changes take, in the order of the documentation.</summary>
    public static IReadOnlyDictionary<string, RequiredRoles> All => Types;

    /// <summary>The role that a change takes; null if a role does not decide about resources of this type.</summary>
    /// <param name="action">The change.</param>
    /// <param name="resourceType">The type of the resource, as the audit log calls it.</param>
    /// <exception cref="InvalidOperationException">Nobody decided what changes of such resources take.</exception>
    public static Role? For(AuditAction action, string resourceType)
    {
        if (DecidedElsewhere.Contains(resourceType))
        {
            return null;
        }

        var roles = Types.GetValueOrDefault(resourceType)
            ?? throw new InvalidOperationException($"{nameof(RequiredRole)} has no roles for a {resourceType}.");
        return action switch
        {
            AuditAction.Create => roles.Create,
            AuditAction.Update => roles.Update,
            AuditAction.Delete => roles.Delete,
            AuditAction.Read => Role.Runner,
            _ => throw new InvalidOperationException($"{nameof(RequiredRole)} has no role for the action {action}."),
        };
    }

    /// <summary>Whether a caller may make a change.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The change.</param>
    /// <param name="resourceType">The type of the resource, as the audit log calls it.</param>
    /// <param name="workspace">The workspace of the resource; null if it belongs to none: then the role in any workspace counts.</param>
    public static bool Allows(Caller caller, AuditAction action, string resourceType, Id<Workspace>? workspace) =>
        For(action, resourceType) is not { } role
            || (resourceType == WorkspaceType && caller.IsAdmin && caller.Access.Limits is null)
            || HasRole(caller.Access, action, resourceType, workspace) >= role;

    /// <summary>Whether a caller has the role for a change in any workspace. If not, nothing needs to be looked for.</summary>
    public static bool AllowsSomewhere(Caller caller, AuditAction action, string resourceType) =>
        Allows(caller, action, resourceType, workspace: null);

    /// <summary>The error for a change that takes a higher role.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The change.</param>
    /// <param name="resourceType">The type of the resource, as the audit log calls it.</param>
    /// <param name="workspace">The workspace; null if the resource belongs to none, or the caller has the role in none.</param>
    public static ZenException Refusal(Caller caller, AuditAction action, string resourceType, Workspace? workspace)
    {
        if (resourceType == WorkspaceType && action == AuditAction.Create)
        {
            return new ZenException(
                ErrorCode.NotAllowed,
                "Creating a workspace takes the role editor in every workspace. Ask an administrator to create it for you.");
        }

        if (resourceType == WorkspaceType)
        {
            var change = action == AuditAction.Delete ? "delete" : "change";
            var who = action == AuditAction.Delete ? "owners" : "editors";
            return new ZenException(ErrorCode.NotAllowed, $"Only {who:raw} of a workspace and administrators can {change:raw} it.");
        }

        var required = Word(For(action, resourceType) ?? Role.Owner);
        return workspace is null
            ? new ZenException(
                ErrorCode.NotAllowed, $"This takes the role {required}, which you have in no workspace. Ask an administrator for it.")
            : new ZenException(
                ErrorCode.NotAllowed,
                $"This takes the role {required} in the workspace '{workspace.Name}'. "
                    + $"{(caller.Access.In(workspace.Id) is { } has ? $"Yours is {Word(has)}." : "You have none.")} "
                    + $"Ask one of its owners.");
    }

    // A new workspace is like any that will be created later.
    private static Role? HasRole(CallerAccess access, AuditAction action, string resourceType, Id<Workspace>? workspace) =>
        resourceType == WorkspaceType && action == AuditAction.Create ? access.InEvery
        : workspace is { } one ? access.In(one)
        : access.Highest;

    private static string Word(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Runner => "runner",
        Role.Editor => "editor",
        _ => "owner",
    };
}
