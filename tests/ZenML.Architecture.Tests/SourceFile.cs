using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ZenML.Architecture.Tests;

/// <summary>A file of <c>src/</c>, as text.</summary>
/// <param name="Path">Its path below <c>src/</c>, with forward slashes: <c>ZenML.Core/Id.cs</c>.</param>
/// <param name="Text">Its text.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The project.</summary>
    public string Project => Path.Split('/')[0];

    /// <summary>Its text without comments and string literals, which may speak of anything.</summary>
    public string Code { get; } = NotCode().Replace(Text, match => match.Value[0] == '/' ? "" : "\"\"");

    /// <summary>The names of the types that it declares, without nested types.</summary>
    public IEnumerable<string> TypeNames => TypeDeclaration().Matches(Code).Select(match => match.Groups["name"].Value);

    /// <summary>All of <c>src/</c>.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Directory.EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(SourceFolder(), file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(file => !file.Path.Split('/').Any(folder => folder is "bin" or "obj")),
    ];

    /// <summary>The folder <c>src/</c>.</summary>
    public static string SourceFolder([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "src"));

    [GeneratedRegex("""
        "{3}.*?"{3}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/
        """, RegexOptions.Singleline)]
    private static partial Regex NotCode();

    [GeneratedRegex("""
        ^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)[ ])*
        (?:class|record[ ]struct|record|struct|interface|enum|delegate[ ][\w<>?,\[\]]+)[ ](?<name>\w+)
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex TypeDeclaration();
}
