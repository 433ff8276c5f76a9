using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Rejects requests about roles, groups and shares to servers that have none, before anything is sent.</summary>
internal static class AccessCapability
{
    /// <summary>Makes sure that the server has roles, groups and shares.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: it has none.</exception>
    public static async Task EnsureAccessAsync(this ServerConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.HasExtensionsAsync(ExtensionPaths.WithAccess, cancellationToken))
        {
            return;
        }

        throw new ZenException(
            ErrorCode.NotAllowed,
            await connection.HasExtensionsAsync(cancellationToken)
                ? $"The server {connection.Address} is too old: it has no roles, groups or shares of secrets. Upgrade it."
                : $"The server {connection.Address} is ZenML's own, which has no roles, groups or shares of secrets.");
    }
}
