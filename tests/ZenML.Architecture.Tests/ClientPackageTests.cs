using System.Text.Json;
using System.Xml.Linq;

namespace ZenML.Architecture.Tests;

/// <summary>
/// Keeps the SDK free of what only a server needs. Trimming would hide it in our executable, but a user of the package would get it all.
/// </summary>
public sealed class ClientPackageTests
{
    private static readonly string[] ServerOnly = ["Npgsql", "MySqlConnector", "Microsoft.AspNetCore", "NSec", "libsodium"];

    [Fact]
    public void The_packages_of_the_client_are_SQLite_and_none_of_a_server()
    {
        using var lockFile = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Project("ZenML.Client"), "packages.lock.json")));
        var packages = lockFile.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .SelectMany(package => DependenciesOf(package.Value).Prepend(package.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();

        Assert.Contains("Microsoft.Data.Sqlite.Core", packages, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("SQLitePCLRaw.bundle_e_sqlite3", packages, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            packages, package => ServerOnly.Any(name => package.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void No_project_that_the_client_references_uses_the_ASP_NET_framework()
    {
        var projects = Closure("ZenML.Client").ToDictionary(name => name, name => XDocument.Load(ProjectFile(name)).Root!);

        Assert.Contains("ZenML.Stores", projects.Keys);
        Assert.Empty(projects.Keys.Intersect(["ZenML.Server", "ZenML.Stores.Servers"]));
        Assert.All(projects.Values, project =>
        {
            Assert.Equal("Microsoft.NET.Sdk", (string?)project.Attribute("Sdk"));
            Assert.Empty(project.Descendants("FrameworkReference"));
        });
    }

    private static IEnumerable<string> DependenciesOf(JsonElement package) =>
        package.TryGetProperty("dependencies", out var dependencies) ? dependencies.EnumerateObject().Select(entry => entry.Name) : [];

    private static HashSet<string> Closure(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>([project]);
        while (pending.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                var references = XDocument.Load(ProjectFile(next)).Descendants("ProjectReference");
                foreach (var reference in references.Select(reference => (string)reference.Attribute("Include")!))
                {
                    pending.Enqueue(Path.GetFileNameWithoutExtension(reference));
                }
            }
        }

        return found;
    }

    private static string Project(string name) => Path.Combine(SourceFile.SourceFolder(), name);

    private static string ProjectFile(string name) => Path.Combine(Project(name), $"{name}.csproj");
}
