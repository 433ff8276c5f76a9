namespace ZenML.Stores.Encryption;

/// <summary>A value as it is stored.</summary>
/// <param name="KeyId">The key of the key ring that wraps the data key.</param>
/// <param name="WrappedKey">The data key, encrypted.</param>
/// <param name="Sealed">The value, encrypted with the data key.</param>
internal sealed record SealedValue(string KeyId, byte[] WrappedKey, byte[] Sealed);
