using System.Text.Json;

namespace ZenML.Packaging.Materials;

/// <summary>Reads a lock file of NuGet.</summary>
internal static class LockFile
{
    /// <summary>Compilers and analyzers: no line of theirs is in what is released.</summary>
    private static readonly string[] Tools =
    [
        "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks",
        "runtime.linux-x64.Microsoft.DotNet.ILCompiler",
    ];

    /// <summary>The packages of a program, without tools and without the projects of the repository.</summary>
    /// <param name="path">The lock file.</param>
    public static IReadOnlyList<LockedPackage> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. document.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project" && !Tools.Contains(package.Name))
                .DistinctBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
                .Select(package => new LockedPackage(
                    package.Name, package.Value.GetProperty("resolved").GetString()!, [.. DependenciesOf(package.Value)])),
        ];
    }

    private static IEnumerable<string> DependenciesOf(JsonElement package) => package.TryGetProperty("dependencies", out var names)
        ? names.EnumerateObject().Select(dependency => dependency.Name)
        : [];
}
