using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Transfers;

/// <summary>A copy of a secret to be made.</summary>
/// <param name="Name">The name of the copy.</param>
public sealed record SecretCopy(SecretName Name)
{
    /// <summary>The scope of the copy; null for that of the original.</summary>
    public SecretScope? Scope { get; init; }

    /// <summary>The workspace of the copy; null for that of the original.</summary>
    public Id<Workspace>? Workspace { get; init; }

    /// <summary>If given, the copy is made only if the original still has this <see cref="SecretInfo.Version"/>.</summary>
    public long? IfVersion { get; init; }
}
