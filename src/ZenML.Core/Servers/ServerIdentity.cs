namespace ZenML.Core.Servers;

/// <summary>What a server needs to issue tokens.</summary>
/// <param name="ServerId">The id of the server, which issues the tokens.</param>
/// <param name="SigningKey">The secret key of 32 bytes.</param>
public sealed record ServerIdentity(Guid ServerId, byte[] SigningKey)
{
    /// <summary>The users who can log in with an empty password, where that is allowed.</summary>
    public IReadOnlyList<string> NamesWithoutPassword { get; init; } = [];

    /// <summary>
    /// Whether the password for the first user was ignored, because the account already has one or is not active.
    /// </summary>
    public bool IsPasswordUnused { get; init; }

    /// <summary>Returns the id, never the key.</summary>
    public override string ToString() => $"Server {ServerId:D}";
}
