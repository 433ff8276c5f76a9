using ZenML.Core.Secrets;

namespace ZenML.Protocol.Secrets;

/// <summary>The written forms of <see cref="SecretScope"/>.</summary>
public static class SecretScopeNames
{
    /// <summary>Both, as they travel.</summary>
    public static IReadOnlyList<string> All { get; } = ["workspace", "user"];

    /// <summary>The name on the wire.</summary>
    public static string WireName(this SecretScope scope) => scope == SecretScope.User ? "user" : "workspace";

    /// <summary>Reads the name; null for null.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static SecretScope? Parse(string? name) => name switch
    {
        null => null,
        "workspace" => SecretScope.Workspace,
        "user" => SecretScope.User,
        _ => throw new FormatException("A scope is 'workspace' or 'user'."),
    };
}
