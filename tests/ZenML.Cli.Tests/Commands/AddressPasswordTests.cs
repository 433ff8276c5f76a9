using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

public class AddressPasswordTests : CommandTest
{
    private const string Address = "http://user:hunter2@host:5000/x";
    private const string Shown = "http://user:***@host:5000/x";

    [Fact]
    public async Task A_password_in_a_URL_causes_a_warning_and_is_never_shown()
    {
        var registered = await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", $"--tracking_uri={Address}");
        Assert.Equal(0, registered.ExitCode);
        Assert.Contains(
            "Warning: The attribute 'tracking_uri' of the experiment tracker 't' has an address with a password.",
            registered.Error, StringComparison.Ordinal);
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");

        foreach (var line in new[]
        {
            "experiment-tracker describe t", "experiment-tracker describe t --output json", "experiment-tracker describe t --output yaml",
            "experiment-tracker list --output json", "stack describe s --output json",
        })
        {
            var shown = await Host.RunAsync(line.Split(' '));
            Assert.Equal(0, shown.ExitCode);
            Assert.Contains(Shown, shown.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", shown.Out + shown.Error, StringComparison.Ordinal);
        }

        var exported = await Host.RunAsync("stack", "export", "s", "-");
        Assert.DoesNotContain("tracking_uri", exported.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exported.Out + exported.Error, StringComparison.Ordinal);
        Assert.Contains("The attribute 'tracking_uri'", exported.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Host.Folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("hunter2", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_password_in_a_URL_is_kept_by_other_changes_and_removed_with_its_attribute()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", $"--tracking_uri={Address}");

        var updated = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_username={{a.b}}");
        Assert.True(updated.ExitCode == 0, updated.Error);
        Assert.DoesNotContain("Warning", updated.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "copy", "t", "u")).ExitCode);
        Assert.Equal(Shown, await UriAsync("t"));
        Assert.Equal(Shown, await UriAsync("u"));

        var changed = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_uri=postgresql://u:hunter3@db/ml");
        Assert.Contains("has an address with a password", changed.Error, StringComparison.Ordinal);
        Assert.Equal("postgresql://u:***@db/ml", await UriAsync("t"));
        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_uri=http://host")).ExitCode);
        Assert.Equal("http://host", await UriAsync("t"));

        var refused = await Host.RunAsync("experiment-tracker", "update", "t", $"--tracking_uri={Shown}");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("http://host", await UriAsync("t"));
    }

    [Fact]
    public async Task A_password_in_a_URL_of_a_stack_file_is_protected()
    {
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "s.yaml"), $$"""
            stack_name: s
            components:
              orchestrator:
                name: o
                flavor: local
              artifact_store:
                name: a
                flavor: local
              experiment_tracker:
                name: t
                flavor: mlflow
                configuration:
                  tracking_uri: {{Address}}
            """, TestContext.Current.CancellationToken);

        var imported = await Host.RunAsync("stack", "import", "s", "--filename", "s.yaml");

        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("has an address with a password", imported.Error, StringComparison.Ordinal);
        Assert.Equal(Shown, await UriAsync("t"));
    }

    private async Task<string> UriAsync(string name)
    {
        var described = await Host.RunAsync("experiment-tracker", "describe", name, "--output", "json");
        return (string)JsonNode.Parse(described.Out)!["configuration"]!["tracking_uri"]!;
    }
}
