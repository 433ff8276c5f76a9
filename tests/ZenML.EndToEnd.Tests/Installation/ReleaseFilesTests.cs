using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Installation;

/// <summary>Looks into the files of a release.</summary>
[Collection(ReleaseFiles.Collection)]
public sealed class ReleaseFilesTests(ReleaseFiles release)
{
    private const string Groff = "/usr/bin/groff";

    /// <summary>Some of the files of the Debian package.</summary>
    private static readonly string[] Files =
    [
        "./usr/bin/zenml -> ../lib/zenml/zenml", "./usr/bin/zenml-server -> ../lib/zenml/zenml-server",
        "./usr/lib/zenml/libe_sqlite3.so", "./usr/lib/zenml/libsodium.so", "./usr/lib/systemd/system/zenml-server.service",
        "./usr/share/bash-completion/completions/zenml", "./usr/share/zsh/vendor-completions/_zenml",
        "./usr/share/fish/vendor_completions.d/zenml.fish", "./usr/share/doc/zenml/copyright", "./usr/share/doc/zenml/changelog.gz",
        "./usr/share/doc/zenml/licenses/libsodium/LICENSE",
    ];

    [Fact]
    public async Task The_same_commit_makes_the_same_bytes_and_the_checksums_are_right()
    {
        using var again = new TemporaryFolder();
        var sums = await File.ReadAllTextAsync(Path.Combine(release.Folder, "SHA256SUMS"), TestContext.Current.CancellationToken);
        await ReleaseFiles.MakeAsync(again.Path);

        Assert.Equal(sums, await File.ReadAllTextAsync(again.File("SHA256SUMS"), TestContext.Current.CancellationToken));
        var files = sums.TrimEnd('\n').Split('\n').Select(line => line.Split("  ")).ToDictionary(parts => parts[1], parts => parts[0]);
        Assert.Equal(3, files.Count);
        Assert.All(files, file =>
            Assert.Equal(file.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(release.Folder, file.Key))))));
    }

    [Fact]
    public async Task Every_command_has_a_manual_page_and_groff_finds_no_mistake_in_any()
    {
        SystemProgram.Require(Groff);
        using var unpacked = new TemporaryFolder();
        await UnpackAsync(unpacked);
        var pages = Directory.GetFiles(unpacked.File("share/man"), "*.gz", SearchOption.AllDirectories);
        var script = $"cd {unpacked.File("share/man")} && for page in */*.gz; do gzip -dc $page | groff -man -Tutf8 -ww -z; done";
        var outcome = await SystemProgram.OkAsync("/", "bash", "-c", script);
        var help = await SystemProgram.OkAsync("/", Executable.FullPath, "--help");
        var commands = help.Out[help.Out.IndexOf("Options:", StringComparison.Ordinal)..].Split('\n')
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetter(line.ElementAtOrDefault(2)))
            .Select(line => $"zenml-{line.Trim().Split(' ', ',')[0]}.1.gz");

        Assert.Equal("", outcome.Everything);
        Assert.Equal(
            commands.Concat(["zenml.1.gz", "zenml-server.8.gz"]).Order(StringComparer.Ordinal),
            pages.Select(page => Path.GetFileName(page)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_manual_page_of_a_group_has_the_help_of_each_of_its_commands()
    {
        SystemProgram.Require(Groff);
        using var unpacked = new TemporaryFolder();
        await UnpackAsync(unpacked);
        var text = (await SystemProgram.OkAsync(
            unpacked.Path, "bash", "-c", "gzip -dc share/man/man1/zenml-secret.1.gz | groff -man -Tascii -P-c -P-b -P-u -rLL=400n")).Out;

        Assert.Contains("zenml secret create <NAME> [<--KEY=VALUE>...] [options]", text, StringComparison.Ordinal);
        Assert.Contains("-s, --scope <workspace|user>", text, StringComparison.Ordinal);
        Assert.Contains("zenml secret create mlflow_secret --username=admin --password=@password.txt", text, StringComparison.Ordinal);
        Assert.Contains("zenml secret purge", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bill_of_materials_names_the_libraries_and_runtimes_of_both_programs()
    {
        var file = Path.Combine(release.Folder, $"zenml-{ReleaseFiles.Version}.cdx.json");
        var bill = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        var components = bill["components"]!.AsArray().Select(component => component!.AsObject()).ToArray();
        var names = components.Select(component => component["name"]!.GetValue<string>()).ToArray();
        var references = components.Select(component => component["bom-ref"]!.GetValue<string>()).ToHashSet();
        var uses = bill["dependencies"]!.AsArray().ToDictionary(
            entry => entry!["ref"]!.GetValue<string>(),
            entry => entry!["dependsOn"]!.AsArray().Select(use => use!.GetValue<string>()).ToArray());

        Assert.Equal(("CycloneDX", "1.6"), (bill["bomFormat"]!.GetValue<string>(), bill["specVersion"]!.GetValue<string>()));
        Assert.Superset(
            new HashSet<string> { "zenml", "zenml-server", "SQLite", "libsodium", "Npgsql", "Microsoft.AspNetCore.App.Runtime.linux-x64" },
            names.ToHashSet());
        Assert.DoesNotContain(names, name => name.Contains("Analyzers", StringComparison.Ordinal));
        Assert.All(uses.Values.SelectMany(used => used), use => Assert.Contains(use, references));
        Assert.DoesNotContain(uses[$"zenml@{ReleaseFiles.Version}"], use => use.Contains("Npgsql", StringComparison.Ordinal));
        Assert.All(
            components.Where(component => component["type"]!.GetValue<string>() != "application"),
            component => Assert.Equal(128, component["hashes"]![0]!["content"]!.GetValue<string>().Length));
    }

    [Fact]
    public async Task The_Debian_package_depends_on_the_libraries_that_the_programs_load()
    {
        var package = Path.Combine(release.Folder, $"zenml_{ReleaseFiles.Version}_amd64.deb");
        var fields = (await SystemProgram.OkAsync("/", "dpkg-deb", "--field", package, "Depends", "Version")).Out;
        var files = (await SystemProgram.OkAsync("/", "dpkg-deb", "--contents", package)).Out;

        Assert.Matches(@"Depends: libc6 \(>= 2\.\d+\), libssl3t64 \| libssl3, passwd\n", fields);
        Assert.All(
            Files,
            file => Assert.Contains(file, files, StringComparison.Ordinal));
        Assert.DoesNotContain(files.TrimEnd('\n').Split('\n'), line => !line.Contains(" root/root ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_commands_of_the_guide_verify_a_release_and_list_what_is_in_it()
    {
        var guide = await File.ReadAllLinesAsync(
            Path.Combine(Executable.RepositoryRoot, "docs", "install.md"), TestContext.Current.CancellationToken);
        var check = guide.Single(line => line.StartsWith("sha256sum ", StringComparison.Ordinal));
        var list = guide.Single(line => line.StartsWith("jq ", StringComparison.Ordinal));

        var output = (await SystemProgram.OkAsync(release.Folder, "bash", "-ec", $"{check}\n{list}")).Out;

        Assert.Contains($"zenml_{ReleaseFiles.Version}_amd64.deb: OK\n", output, StringComparison.Ordinal);
        Assert.Contains($"\nzenml-server {ReleaseFiles.Version}\n", output, StringComparison.Ordinal);
    }

    private async Task UnpackAsync(TemporaryFolder folder) => await SystemProgram.OkAsync(
        release.Folder, "tar", "-C", folder.Path, "--strip-components=1", "-xzf", $"zenml-{ReleaseFiles.Version}-linux-x64.tar.gz");
}
