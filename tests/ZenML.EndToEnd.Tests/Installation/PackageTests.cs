using System.Diagnostics;
using System.Globalization;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ZenML.EndToEnd.Tests.Documentation;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>Installs the packages from their folder, as users do, and runs what they bring.</summary>
public sealed partial class PackageTests(PackagesFolder packages) : IClassFixture<PackagesFolder>
{
    private const string Tool = "ZenML.Cli";

    /// <summary>The packages whose READMEs have a program.</summary>
    private static readonly string[] Shown =
        ["ZenML.Client", "ZenML.Pipelines", "ZenML.Extensions.Configuration", "ZenML.Extensions.Hosting"];

    [Fact]
    public async Task The_tool_installs_from_the_folder_and_the_tour_of_the_README_works_with_its_server()
    {
        using var home = new TemporaryFolder();
        var install = new ProcessStartInfo(
            "dotnet", ["tool", "install", Tool, "--tool-path", home.File("tools"), "--source", packages.Folder])
        {
            WorkingDirectory = home.Path,
        };
        install.Environment["HOME"] = home.Path;
        (await SystemProgram.RunAsync(install)).Expect(0);

        await using var runner = new TranscriptRunner(new Zenml(home.File("tools/zenml")));
        await TranscriptTests.TakeTourAsync(runner);
    }

    [Fact]
    public async Task A_new_project_with_every_package_of_the_folder_builds_and_runs_what_their_READMEs_show()
    {
        using var project = new TemporaryFolder();
        var libraries = packages.Names.Where(name => name != Tool).ToArray();
        Assert.Superset(Shown.ToHashSet(), libraries.ToHashSet());
        WriteProject(project, libraries);
        await SystemProgram.OkAsync(project.Path, "dotnet", "build", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:quiet");

        var run = new ProcessStartInfo("dotnet", ["bin/Debug/net10.0/Program.dll"]) { WorkingDirectory = project.Path };
        run.Environment["ZENML_CONFIG_PATH"] = project.File("store");
        var outcome = (await SystemProgram.RunAsync(run)).Expect(0);

        Assert.Contains("admin has the password ***.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("The log shows ***.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Today: tea", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("The client is a Singleton.", outcome.Out, StringComparison.Ordinal);
        Assert.All(libraries, name => Assert.Contains($"{name} {ReleaseFiles.Version}", outcome.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_says_what_it_is_whose_it_is_and_which_sources_it_was_made_of() => Assert.All(packages.Names, name =>
    {
        var metadata = packages.ReadMetadata(name).Elements().ToDictionary(element => element.Name.LocalName);
        using var package = packages.Open(name);
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();

        Assert.Equal("Apache-2.0", metadata["license"].Value);
        Assert.Equal(("README.md", "icon.png"), (metadata["readme"].Value, metadata["icon"].Value));
        Assert.Superset(new HashSet<string> { "README.md", "icon.png" }, files);
        Assert.EndsWith(".", metadata["description"].Value, StringComparison.Ordinal);
        Assert.Contains("secrets", metadata["tags"].Value, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{40}$", (string?)metadata["repository"].Attribute("commit"));
    });

    [Fact]
    public void Every_package_of_the_installation_guide_has_a_README_of_its_own()
    {
        var guide = File.ReadAllText(Path.Combine(Executable.RepositoryRoot, "docs", "install.md"));
        var others = File.ReadAllText(Path.Combine(Executable.RepositoryRoot, "packaging", "README.md"));
        var named = NamedPackage().Matches(guide).Select(match => match.Groups["name"].Value).ToHashSet();

        Assert.Superset(Shown.ToHashSet(), named);
        Assert.All(named, name =>
        {
            using var package = packages.Open(name);
            using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
            Assert.NotEqual(others, reader.ReadToEnd());
        });
    }

    [Fact]
    public void Every_library_has_documentation_symbols_and_the_other_packages_in_its_own_version()
    {
        foreach (var name in packages.Names.Where(name => name != Tool))
        {
            using var package = packages.Open(name);
            using var symbols = packages.Open(name, "snupkg");

            Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
            using var stream = symbols.GetEntry($"lib/net10.0/{name}.pdb")!.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            using var reader = MetadataReaderProvider.FromPortablePdbStream(copy);
            Assert.NotEmpty(reader.GetMetadataReader().Documents);
            Assert.All(
                packages.ReadMetadata(name).Descendants().Where(IsOurs),
                dependency => Assert.Equal($"[{ReleaseFiles.Version}]", (string?)dependency.Attribute("version")));
        }
    }

    private static bool IsOurs(XElement element) => element.Name.LocalName == "dependency"
        && ((string)element.Attribute("id")!).StartsWith("ZenML.", StringComparison.Ordinal);

    private void WriteProject(TemporaryFolder project, IReadOnlyList<string> libraries)
    {
        File.WriteAllText(project.File("nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="ours" value="{packages.Folder}" />
                <add key="others" value="{RestoredPackages()}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="ours"><package pattern="ZenML.*" /></packageSource>
                <packageSource key="others"><package pattern="*" /></packageSource>
              </packageSourceMapping>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);
        var references = libraries.Select(name => $"""<PackageReference Include="{name}" Version="{ReleaseFiles.Version}" />""");
        File.WriteAllText(project.File("Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(project.File("Program.cs"), Program(libraries));
    }

    /// <summary>The programs of the READMEs, one after the other, and the version of every library.</summary>
    private static string Program(IReadOnlyList<string> libraries)
    {
        var shown = Shown.Select(name => Code().Match(File.ReadAllText(
            Path.Combine(Executable.RepositoryRoot, "src", name, "README.md"))).Groups["code"].Value.Split('\n')).ToArray();
        var usings = shown.SelectMany(lines => lines).Where(IsUsing).Distinct();
        var blocks = shown.Select(lines => $"{{\n{string.Join('\n', lines.Where(line => !IsUsing(line)))}\n}}");
        var versions = libraries.Select(name => string.Create(CultureInfo.InvariantCulture,
            $"Console.WriteLine(\"{name} \" + System.Reflection.Assembly.Load(\"{name}\").GetName().Version!.ToString(3));"));
        return string.Join('\n', [.. usings, .. blocks, .. versions]);

        static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);
    }

    /// <summary>The packages of this machine, where the build of this repository put all that the libraries need.</summary>
    private static string RestoredPackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `(?<name>ZenML\.[A-Za-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex NamedPackage();
}
