using System.Text.RegularExpressions;
using ZenML.Server.Tests.Walk;

namespace ZenML.Server.Tests.Attacks;

/// <summary>A line of <c>Changes.txt</c>.</summary>
/// <param name="Name">What later lines call the thing that it makes; empty if none does.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with names in braces.</param>
/// <param name="Body">The body, with names in braces; null for none.</param>
internal sealed partial record ChangingRequest(string Name, string Method, string Path, string? Body)
{
    /// <summary>All of them, in the order in which they succeed.</summary>
    public static IReadOnlyList<ChangingRequest> All { get; } =
    [
        .. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Attacks", "Changes.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Line().Match(line).Groups)
            .Select(groups => new ChangingRequest(
                groups[1].Value, groups[2].Value, groups[3].Value, groups[4].Success ? groups[4].Value : null)),
    ];

    /// <summary>Method and path, without the names of the path's parameters.</summary>
    public string Shape => Endpoint.ShapeOf(Method, Path.Split('?')[0]);

    public override string ToString() => $"{Method} {Path}";

    [GeneratedRegex(@"^(?:([a-z ]+) = )?([A-Z]+) ((?:\{[^}]*\}|[^ {])+)(?: (.+))?$")]
    private static partial Regex Line();
}
