using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Transfers;

/// <summary>Where a secret is to be moved to. What is not given stays as it is.</summary>
public sealed record SecretDestination
{
    /// <summary>The new scope.</summary>
    public SecretScope? Scope { get; init; }

    /// <summary>The new workspace.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>If given, the secret is moved only if it still has this <see cref="SecretInfo.Version"/>.</summary>
    public long? IfVersion { get; init; }
}
