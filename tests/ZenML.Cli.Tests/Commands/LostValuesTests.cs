using System.Text.Json.Nodes;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands;

/// <summary>What commands do about a secret whose values the store has lost.</summary>
public class LostValuesTests : CommandTest
{
    [Fact]
    public async Task Register_secrets_reports_lost_values_before_it_prompts_for_them_and_restores_them()
    {
        await Host.RunAsync("secret", "create", "lost", "--other=1", "--k=2");
        await Host.RunAsync(
            "experiment-tracker",
            "register",
            "t",
            "--flavor=mlflow",
            "--tracking_uri=http://127.0.0.1:1",
            "--tracking_password={{lost.k}}",
            "--tracking_username={{lost.u}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");
        await LoseValuesAsync("lost");
        var terminal = new FakeTerminal("new-other", "new-k", "new-u");

        var run = await Host.RunAsync(terminal, "stack", "register-secrets", "s", "--skip-existing");

        Assert.Equal(0, run.ExitCode);
        Assert.InRange(
            run.Error.IndexOf("has lost the values", StringComparison.Ordinal),
            0,
            run.Error.IndexOf("Value for", StringComparison.Ordinal));
        Assert.Equal(3, terminal.Hidden.Count);
        Assert.Contains("new-other", (await Host.RunAsync("secret", "get", "lost")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync("stack", "validate", "s")).ExitCode);
    }

    /// <summary>Deletes the values directly in the database.</summary>
    protected virtual Task LoseValuesAsync(Id<Secret> secret) => RawDatabase.ExecuteAsync(
        Path.Combine(Host.Folder, "config", "zenml-dotnet.db"),
        "DELETE FROM secret_values WHERE secret_id = $secret",
        ("$secret", secret.Value.ToString("N")));

    private async Task LoseValuesAsync(string name)
    {
        var listed = JsonNode.Parse((await Host.RunAsync("secret", "list", "--output", "json")).Out)!.AsArray();
        await LoseValuesAsync(new Id<Secret>(Guid.Parse((string)listed.Single(secret => (string)secret!["name"]! == name)!["id"]!)));
    }
}
