using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>All about a secret but its values, so that lists cannot leak them.</summary>
public sealed record SecretInfo : IAuditedResource
{
    /// <summary>As the version that a change expects: any version, but the secret must exist.</summary>
    public const long AnyVersion = long.MinValue;

    /// <summary>The identity; it survives renaming.</summary>
    public required Id<Secret> Id { get; init; }

    /// <summary>The name, unique in its scope.</summary>
    public required SecretName Name { get; init; }

    /// <summary>Who it is for.</summary>
    public required SecretScope Scope { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that created it, and owns it if its scope is <see cref="SecretScope.User"/>.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Counts its changes from 1: each change of name, scope or values increments it. 0 from a server of ZenML, which does not
    /// track versions.</summary>
    public required long Version { get; init; }

    /// <summary>The <see cref="Version"/> in which its values last changed; a rename keeps it.</summary>
    public required long ValuesVersion { get; init; }

    /// <summary>The names of its keys, in the order in which they were written.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>
    /// How many versions of its values are kept, the current one among them; null for the store's number. Over a server, null in what
    /// creations, updates and reads with values return; finding and listing secrets return it.
    /// </summary>
    public int? KeepVersions { get; init; }

    /// <summary>What people note about it.</summary>
    public SecretDetails Details { get; init; } = SecretDetails.None;

    /// <summary>
    /// Whether roles only describe it, so that its values are for its creator and for those to whom it is shared. Only secrets in the
    /// workspace scope are.
    /// </summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether it is a private secret of another account that is shared with the caller.</summary>
    public bool IsShared { get; init; }

    /// <summary>The name by which the caller finds it and refers to it: <c>owner/name</c> if it is shared.</summary>
    public string ReferenceName => IsShared ? SharedName! : Name.Value;

    /// <summary>The name by which others refer to it if it is shared with them: <c>owner/name</c>; null unless it is private.</summary>
    public string? SharedName => Scope == SecretScope.User ? $"{User.Name}/{Name.Value}" : null;

    /// <summary>When it was deleted, UTC, to the microsecond; null unless it is a deleted secret that can be undeleted.</summary>
    public DateTimeOffset? Deleted { get; init; }

    /// <summary>The names of the keys that the change that made this touched, for the audit log. Not stored with the secret.</summary>
    internal AuditedKeys ChangedKeys { get; init; } = AuditedKeys.None;

    /// <summary>Makes sure that it still is at a version. <see cref="AnyVersion"/> always is.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.VersionMismatch"/>: it is at another; <see cref="ErrorCode.NotAllowed"/>: it has
    /// none.</exception>
    public void EnsureVersion(long expected)
    {
        if (expected == AnyVersion)
        {
            return;
        }

        if (Version == 0)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The server does not track versions of secrets, so an update of '{Name}' cannot depend on one. "
                + $"Nothing was changed. To update the secret whatever its version, omit the version.");
        }

        if (Version != expected)
        {
            throw new ZenException(ErrorCode.VersionMismatch,
                $"The secret '{Name}' is at version {Version}, not {expected}. Nothing was changed. Read it again, then "
                    + $"repeat the update with version {Version}.");
        }
    }

    Guid IResource.Uuid => Id.Value;

    string? IAuditedResource.BareName => Name.Value;

    string? IAuditedResource.Scope => Scope == SecretScope.User ? "user" : "workspace";

    Guid? IAuditedResource.OwnerId => User.Id.Value;

    IReadOnlyList<string> IAuditedResource.ChangedKeys => ChangedKeys.Names;

    string IResource.DisplayName => $"{Name} ({(Scope == SecretScope.User ? "user" : "workspace")} scope)";

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
