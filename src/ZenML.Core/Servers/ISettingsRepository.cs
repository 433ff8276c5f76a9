namespace ZenML.Core.Servers;

/// <summary>Stores the settings of the server.</summary>
public interface ISettingsRepository
{
    /// <summary>Returns the settings, or null if no server has ever used this database.</summary>
    Task<ServerSettings?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Returns the decrypted key that signs tokens. The caller must overwrite it after use.</summary>
    Task<byte[]> ReadSigningKeyAsync(CancellationToken cancellationToken);

    /// <summary>Adds the settings and encrypts the key that signs tokens.</summary>
    Task AddAsync(ServerSettings settings, byte[] signingKey, CancellationToken cancellationToken);

    /// <summary>Updates the settings, except the server's id.</summary>
    Task UpdateAsync(ServerSettings settings, CancellationToken cancellationToken);
}
