using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>Downloads the store of a server as an encrypted archive.</summary>
internal sealed class RemoteBackup(ServerConnection connection)
{
    /// <summary>Downloads it.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What the server says that the file is, to be compared with it.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: the server has no backups, or not for this account. <see cref="ErrorCode.StoreUnavailable"/>:
    /// not everything was received.
    /// </exception>
    public async Task<DownloadedBackup> DownloadAsync(DownloadTarget target, CancellationToken cancellationToken)
    {
        if (!await connection.HasExtensionsAsync(cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The server {connection.Address} is ZenML's own, which has no backups. Use the tool of its database there.");
        }

        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithBackup, cancellationToken))
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The server {connection.Address} is too old for this. Run 'zenml backup' on its machine, or upgrade it.");
        }

        var response = await connection.DownloadAsync(ExtensionPaths.Backup, target, cancellationToken);
        return new DownloadedBackup(response.FindHeader(ExtensionPaths.ContentDigest) ?? throw new ZenException(
            ErrorCode.StoreUnavailable,
            $"The response of the server {connection.Address} has no hash, so it cannot be checked. A proxy may have changed it: use the "
            + $"server's own address."));
    }
}
