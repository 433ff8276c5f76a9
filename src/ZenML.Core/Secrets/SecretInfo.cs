using ZenML.Core.Users;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>All about a secret but its values, so that lists cannot leak them.</summary>
public sealed record SecretInfo : IResource
{
    /// <summary>The identity; it survives renaming.</summary>
    public required Id<Secret> Id { get; init; }

    /// <summary>The name, unique in its scope.</summary>
    public required SecretName Name { get; init; }

    /// <summary>Who it is for.</summary>
    public required SecretScope Scope { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required Named<Workspace> Workspace { get; init; }

    /// <summary>The account that created it, and owns it if its scope is <see cref="SecretScope.User"/>.</summary>
    public required Named<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Counts its changes from 1; a new number for every change of name, scope or values.</summary>
    public required long Version { get; init; }

    /// <summary>The <see cref="Version"/> in which its values last changed; a rename keeps it.</summary>
    public required long ValuesVersion { get; init; }

    /// <summary>The names of its keys, in the order in which they were written.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => $"{Name} ({(Scope == SecretScope.User ? "user" : "workspace")} scope)";
}
