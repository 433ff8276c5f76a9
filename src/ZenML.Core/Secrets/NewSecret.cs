using ZenML.Core.Resources;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>A secret to be created.</summary>
/// <param name="Workspace">The workspace that it will belong to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">Who it is for.</param>
/// <param name="Values">Its keys and values.</param>
public sealed record NewSecret(Id<Workspace> Workspace, SecretName Name, SecretScope Scope, SecretValues Values)
{
    /// <summary>
    /// How many versions of its values to keep, the current one among them; null or 0 for the store's number. If the secret exists and is
    /// set, null leaves the number as it is.
    /// </summary>
    public int? KeepVersions { get; init; }

    /// <summary>
    /// Whether it is restricted (<see cref="SecretInfo.IsRestricted"/>). Null for no, and if the secret exists and is set, for what it is.
    /// </summary>
    public bool? IsRestricted { get; init; }

    /// <summary>What to note about it; null for nothing. If the secret exists and is set, what is not named stays as it is.</summary>
    public SecretDetailsUpdate? Details { get; init; }
}
