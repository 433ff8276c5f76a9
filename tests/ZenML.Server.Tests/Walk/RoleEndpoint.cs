using System.Globalization;
using System.Text.RegularExpressions;
using ZenML.Core.Access;

namespace ZenML.Server.Tests.Walk;

/// <summary>A line of <c>Roles.txt</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with names in braces.</param>
/// <param name="Takes">The role that it takes; null if other rules decide.</param>
/// <param name="Status">How it answers an account that has the role.</param>
/// <param name="Body">The body to send; null for none.</param>
internal sealed partial record RoleEndpoint(string Method, string Path, Role? Takes, int Status, string? Body)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<RoleEndpoint> All { get; } =
    [
        .. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Walk", "Roles.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Line().Match(line).Groups)
            .Select(groups => new RoleEndpoint(
                groups[1].Value,
                groups[2].Value,
                ReadRole(groups[3].Value),
                groups[4].Success ? int.Parse(groups[4].Value, CultureInfo.InvariantCulture) : 200,
                groups[5].Success ? groups[5].Value : null)),
    ];

    /// <summary>Those that read something in workspaces.</summary>
    public static IEnumerable<RoleEndpoint> Reads => All.Where(endpoint => endpoint.Takes == Role.Viewer);

    /// <summary>Those that change something in workspaces.</summary>
    public static IEnumerable<RoleEndpoint> Changes => All.Where(endpoint => endpoint.Takes > Role.Viewer);

    /// <summary>Whether it is about a workspace itself.</summary>
    public bool IsOfWorkspace => Path.EndsWith("/{workspace}", StringComparison.Ordinal);

    /// <summary>
    /// Whether it is about no single workspace. Pruning artifact versions deletes in each workspace what the caller may delete.
    /// </summary>
    public bool IsOfNoWorkspace =>
        Path.StartsWith("/api/v1/artifacts", StringComparison.Ordinal) || Path.StartsWith("/api/v1/tags", StringComparison.Ordinal)
        || (Method == "DELETE" && Path == "/api/v1/artifact_versions");

    public override string ToString() => $"{Method} {Path}";

    private static Role? ReadRole(string word) => word switch
    {
        "read" => Role.Viewer,
        "runner" => Role.Runner,
        "editor" => Role.Editor,
        "owner" => Role.Owner,
        _ => null,
    };

    [GeneratedRegex(@"^(\S+) (.+?) (open|elsewhere|read|runner|editor|owner)(?::(\d+))?(?: (.+))?$")]
    private static partial Regex Line();
}
