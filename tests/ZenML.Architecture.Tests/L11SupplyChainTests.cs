using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ZenML.Architecture.Tests;

/// <summary>Checks that builds use only reviewed packages and base images: by version and hash, from one source.</summary>
public sealed partial class L11SupplyChainTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), ".."));

    private static string[] Projects { get; } = [.. Find("*.csproj")];

    private static string[] LockFiles { get; } = [.. Find("packages*.lock.json")];

    [Fact]
    public void L11_every_project_has_a_lock_file_and_every_native_program_one_for_its_platform()
    {
        Assert.True(Projects.Length > 15, "The search for projects finds too little to prove anything.");
        AssertNone(Projects
            .Where(project => !File.Exists(Beside(project, "packages.lock.json")))
            .Select(project => $"{project} has no packages.lock.json: ./build lock"));

        // Packages that a program takes from its references are locked with it.
        foreach (var program in new[] { "src/ZenML.Cli", "src/ZenML.Server" })
        {
            Assert.True(
                File.Exists(Path.Combine(Root, program, "packages.linux-x64.lock.json")),
                    $"{program} has no lock file for its native executable: ./build lock");
        }
    }

    [Fact]
    public void L11_every_locked_package_has_one_version_and_one_hash()
    {
        var hashes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, package, entry) in Locked())
        {
            var version = entry.GetProperty("resolved").GetString()!;
            var hash = entry.TryGetProperty("contentHash", out var written) ? written.GetString() : null;

            Assert.True(hash?.Length == 88, $"{file}: {package} {version} has no SHA-512 hash.");
            Assert.Equal(hashes.TryAdd($"{package} {version}", hash!) ? hash : hashes[$"{package} {version}"], hash);
        }

        Assert.True(hashes.Count > 40, "The lock files name too little to prove anything.");
    }

    [Fact]
    public void L11_lock_files_have_the_versions_of_the_central_list()
    {
        var central = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(item => (string)item.Attribute("Include")!, item =>
                (string)item.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);

        AssertNone(Locked()
            .Where(locked => central.TryGetValue(locked.Package, out var version)
                && version != locked.Entry.GetProperty("resolved").GetString())
            .Select(locked => $"{locked.File} has another version of {locked.Package} than Directory.Packages.props: ./build lock"));
        AssertNone(Projects
            .Where(project => XDocument.Load(project).Descendants("PackageReference")
                .Any(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null))
            .Select(project => $"{project} has a version of its own"));
    }

    [Fact]
    public void L11_all_packages_come_from_one_source_and_no_file_says_where_it_is()
    {
        var mapping = XDocument.Load(Path.Combine(Root, "nuget.config")).Root!;

        Assert.Equal(["packageSourceMapping"], mapping.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(
            [("this repository", "ZenML.*"), ("nuget.org", "*")],
            mapping.Descendants("package").Select(package =>
                ((string)package.Parent!.Attribute("key")!, (string)package.Attribute("pattern")!)));
        string[] files =
        [
            .. LockFiles, .. Find("*.props"), .. Find("*.targets"), .. Projects, Path.Combine(Root, "nuget.config"),
                Path.Combine(Root, "deploy", "Containerfile"),
        ];
        AssertNone(files.Where(file => Url().IsMatch(File.ReadAllText(file))).Select(file => $"{file} names an address"));
    }

    [Fact]
    public void L11_builds_for_CI_restore_in_locked_mode()
    {
        var locked = Assert.Single(XDocument.Load(Path.Combine(Root, "Directory.Build.targets")).Descendants("RestoreLockedMode"));

        Assert.Equal("true", locked.Value);
        Assert.Contains("'$(CI)' == '1'", (string)locked.Attribute("Condition")!, StringComparison.Ordinal);
        Assert.Contains("export CI=1", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void L11_the_audit_that_asks_a_network_service_is_off_and_says_why()
    {
        var properties = File.ReadAllText(Path.Combine(Root, "Directory.Build.props"));

        Assert.Matches("<NuGetAudit>false</NuGetAudit><!-- .*network service.* -->", properties);
    }

    [Fact]
    public void L11_base_images_are_given_by_digest()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "deploy", "Containerfile"));
        var images = lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToArray();

        Assert.Equal(["${SDK_IMAGE}", "${RUNTIME_IMAGE}"], images);
        Assert.Equal(2, lines.TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)).Count(line =>
            line is "ARG SDK_IMAGE" or "ARG RUNTIME_IMAGE"));
        Assert.Contains(lines, line => line.Contains("*@sha256:*)", StringComparison.Ordinal));
    }

    private static IEnumerable<(string File, string Package, JsonElement Entry)> Locked()
    {
        foreach (var file in LockFiles)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var packages = document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target =>
                target.Value.EnumerateObject());
            foreach (var package in packages)
            {
                if (package.Value.GetProperty("type").GetString() != "Project")
                {
                    yield return (file, package.Name, package.Value.Clone());
                }
            }
        }
    }

    private static string Beside(string project, string name) => Path.Combine(Path.GetDirectoryName(project)!, name);

    private static IEnumerable<string> Find(string pattern) => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar)
            .Any(folder => folder is "bin" or "obj" or "artifacts" or ".git"));

    private static void AssertNone(IEnumerable<string> complaints) => Assert.Empty(complaints);

    [GeneratedRegex(@"\bhttps?://(?!127\.0\.0\.1|0\.0\.0\.0|schemas\.)")]
    private static partial Regex Url();
}
