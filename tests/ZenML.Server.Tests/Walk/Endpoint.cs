using System.Globalization;
using System.Text.RegularExpressions;

namespace ZenML.Server.Tests.Walk;

/// <summary>A line of <c>Endpoints.txt</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with names in braces.</param>
/// <param name="IsOpen">Whether everyone may call it, without a token.</param>
/// <param name="Status">How it answers an account that is neither an administrator nor the owner of what it asks for.</param>
/// <param name="Body">The body to send; null for none.</param>
internal sealed partial record Endpoint(string Method, string Path, bool IsOpen, int Status, string? Body)
{
    /// <summary>All of them, in the order in which they can be walked.</summary>
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        .. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Walk", "Endpoints.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Line().Match(line).Groups)
            .Select(groups => new Endpoint(
                groups[1].Value, groups[2].Value, groups[3].Value == "open", int.Parse(
                    groups[4].Value, CultureInfo.InvariantCulture), groups[5].Success ? groups[5].Value : null)),
    ];

    /// <summary>Method and path, without the names of the path's parameters.</summary>
    public string Shape => ShapeOf(Method, Path);

    /// <summary>Method and path, without the names of the path's parameters.</summary>
    public static string ShapeOf(string method, string path) => $"{method} /{Parameter().Replace(path, "{}").Trim('/')}";

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"^(\S+) (.+) (open|closed) (\d+)(?: (.+))?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
