namespace ZenML.Cli.Completion.Shells;

/// <summary>How a shell quotes.</summary>
/// <param name="Escape">Takes the meaning from the next character.</param>
/// <param name="SingleQuotes">The characters that begin and end text in which nothing is expanded.</param>
/// <param name="DoubleQuotes">The characters that begin and end text in which variables are expanded.</param>
internal sealed record ShellSyntax(char Escape, string SingleQuotes = "'", string DoubleQuotes = "\"")
{
    /// <summary>The characters that <see cref="Escape"/> can come before in single quotes; empty if it has no meaning there.</summary>
    public string EscapedInSingleQuotes { get; init; } = "";

    /// <summary>The characters that <see cref="Escape"/> can come before in double quotes; null for all.</summary>
    public string? EscapedInDoubleQuotes { get; init; } = "$`\"\\\n";

    /// <summary>Whether a quote that is written twice in quotes is one character.</summary>
    public bool DoublesQuotes { get; init; }

    /// <summary>bash and zsh.</summary>
    public static ShellSyntax Posix { get; } = new('\\');

    /// <summary>fish.</summary>
    public static ShellSyntax Fish { get; } = new('\\') { EscapedInSingleQuotes = "'\\", EscapedInDoubleQuotes = "$\"\\\n" };

    /// <summary>PowerShell, to which typographic quotes are quotes too.</summary>
    public static ShellSyntax PowerShell { get; } = new('`', "'\u2018\u2019\u201a\u201b", "\"\u201c\u201d\u201e")
    {
        EscapedInDoubleQuotes = null,
        DoublesQuotes = true,
    };
}
