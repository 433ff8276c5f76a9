using ZenML.Core;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.TestKit;

/// <summary>Deletes secrets so that nothing is left of them.</summary>
public static class SecretDeletions
{
    /// <summary>Deletes a secret and purges the deleted one.</summary>
    public static async Task DeleteForGoodAsync(this IZenServices services, Id<Secret> id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        await services.Secrets.DeleteAsync(id, cancellationToken);
        await services.DeletedSecrets.PurgeAsync(id, cancellationToken);
    }
}
