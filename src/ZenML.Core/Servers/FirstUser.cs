using ZenML.Core.Secrets;

namespace ZenML.Core.Servers;

/// <summary>The administrator that a server makes sure there is.</summary>
/// <param name="Name">The name.</param>
/// <param name="Password">The password that it gets unless it has one; null for none.</param>
public sealed record FirstUser(string Name, SensitiveString? Password);
