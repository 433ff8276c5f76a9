namespace ZenML.Cli.Commands.Delivery;

/// <summary>Names of environment variables.</summary>
internal static class VariableName
{
    /// <summary>Whether every shell can express a name.</summary>
    public static bool IsValid(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(IsPart);

    /// <summary>The name with capital letters, and an underscore for each character that a name cannot have.</summary>
    public static string ToUpper(string name) =>
        string.Concat(name.Select(character => IsPart(character) ? char.ToUpperInvariant(character) : '_'));

    private static bool IsPart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
