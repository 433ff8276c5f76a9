namespace ZenML.Core.Settings;

/// <summary>What a server needs to issue tokens.</summary>
/// <param name="ServerId">Who issues them.</param>
/// <param name="SigningKey">32 bytes that nobody else knows.</param>
public sealed record ServerIdentity(Guid ServerId, byte[] SigningKey)
{
    /// <summary>The id, never the key.</summary>
    public override string ToString() => $"Server {ServerId:D}";
}
