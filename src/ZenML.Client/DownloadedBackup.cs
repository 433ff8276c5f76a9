using System.Security.Cryptography;
using ZenML.Protocol.Extensions;

namespace ZenML.Client;

/// <summary>What a server sent.</summary>
/// <param name="Digest">The hash of it, as the server announced it.</param>
internal sealed record DownloadedBackup(string Digest)
{
    /// <summary>Whether a file is what the server sent.</summary>
    /// <param name="file">The file, read from where it is to its end.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<bool> IsAsync(Stream file, CancellationToken cancellationToken) =>
        ExtensionPaths.DigestOf(await SHA256.HashDataAsync(file, cancellationToken)) == Digest;
}
