namespace ZenML.Cli.Commands.Delivery;

/// <summary>Names of environment variables.</summary>
internal static class VariableName
{
    /// <summary>
    /// Variables that change which code programs load. Everyone who can write a shared secret chooses its keys, so a key never becomes
    /// one of these.
    /// </summary>
    private static readonly HashSet<string> LoadingCode = new(StringComparer.Ordinal)
    {
        "PATH", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "BASHOPTS", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PERL5LIB", "PERL5OPT",
        "RUBYLIB", "RUBYOPT", "NODE_OPTIONS", "NODE_PATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH",
        "DOTNET_STARTUP_HOOKS", "GCONV_PATH", "GIT_SSH_COMMAND", "EDITOR", "PAGER", "SHELL", "HOME",
    };

    private static readonly string[] LoadingCodeStarts = ["LD_", "DYLD_", "ZENML_", "BASH_FUNC_", "GIT_CONFIG"];

    /// <summary>Whether every shell can express a name.</summary>
    public static bool IsValid(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(IsPart);

    /// <summary>Whether a variable changes which code programs load, or which store <c>zenml</c> uses.</summary>
    public static bool LoadsCode(string name) =>
        LoadingCode.Contains(name) || LoadingCodeStarts.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The name with capital letters, and an underscore for each character that a name cannot have.</summary>
    public static string ToUpper(string name) =>
        string.Concat(name.Select(character => IsPart(character) ? char.ToUpperInvariant(character) : '_'));

    private static bool IsPart(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
