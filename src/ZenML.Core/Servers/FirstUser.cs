using ZenML.Core.Secrets;

namespace ZenML.Core.Servers;

/// <summary>The administrator that a server creates if it is missing.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password to set if the account has none; may be null.</param>
public sealed record FirstUser(string Name, SensitiveString? Password)
{
    /// <summary>
    /// Whether the password replaces the one that the account has. Only for whoever owns the store and its key, who can read everything in
    /// it anyway.
    /// </summary>
    public bool ReplacesPassword { get; init; }
}
