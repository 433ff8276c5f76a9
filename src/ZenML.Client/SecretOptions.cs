using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;

namespace ZenML.Client;

/// <summary>What a new secret is, besides its name and its values.</summary>
public sealed record SecretOptions
{
    /// <summary>Who the secret is for.</summary>
    public SecretScope Scope { get; init; } = SecretScope.Workspace;

    /// <summary>How many versions of its values to keep, the current one among them; null or 0 for the store's number.</summary>
    public int? KeepVersions { get; init; }

    /// <summary>
    /// Whether roles only describe it, so that its values are for its creator and for those to whom it is shared. Only for secrets in the
    /// workspace scope.
    /// </summary>
    public bool IsRestricted { get; init; }

    /// <summary>What to note about it; null for nothing.</summary>
    public SecretDetailsUpdate? Details { get; init; }
}
