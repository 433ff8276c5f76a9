namespace ZenML.Core.Servers;

/// <summary>Where the settings of the server are kept.</summary>
public interface ISettingsRepository
{
    /// <summary>The settings, or null if no server ever used this database.</summary>
    Task<ServerSettings?> FindAsync(CancellationToken cancellationToken);

    /// <summary>The key that signs tokens, decrypted. The caller overwrites it after use.</summary>
    Task<byte[]> ReadSigningKeyAsync(CancellationToken cancellationToken);

    /// <summary>Writes the first settings, with the key that signs tokens encrypted.</summary>
    Task AddAsync(ServerSettings settings, byte[] signingKey, CancellationToken cancellationToken);

    /// <summary>Writes all but the server's id.</summary>
    Task UpdateAsync(ServerSettings settings, CancellationToken cancellationToken);
}
