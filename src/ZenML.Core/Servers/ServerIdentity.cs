namespace ZenML.Core.Servers;

/// <summary>What a server needs to issue tokens, and should know of whom it issues them to.</summary>
/// <param name="ServerId">Who issues them.</param>
/// <param name="SigningKey">32 bytes that nobody else knows.</param>
public sealed record ServerIdentity(Guid ServerId, byte[] SigningKey)
{
    /// <summary>The people whom an empty password lets in, where that is allowed.</summary>
    public IReadOnlyList<string> NamesWithoutPassword { get; init; } = [];

    /// <summary>Whether the password that was given for the first user was not used: the account has one already, or is locked.</summary>
    public bool IsPasswordUnused { get; init; }

    /// <summary>The id, never the key.</summary>
    public override string ToString() => $"Server {ServerId:D}";
}
