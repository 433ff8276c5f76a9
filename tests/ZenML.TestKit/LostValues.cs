using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.TestKit;

/// <summary>Deletes values of secrets directly in the database, as a partial restore of a backup does.</summary>
public static class LostValues
{
    /// <summary>Leaves the secret as it is, without its values.</summary>
    public static Task LoseValuesAsync(this IDatabase database, Id<Secret> secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.WriteAsync(
            async (unit, token) =>
            {
                await unit.SecretValues.DeleteAsync(secret, token);
                return secret;
            },
            cancellationToken);
    }
}
