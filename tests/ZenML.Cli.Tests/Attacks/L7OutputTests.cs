using ZenML.Cli.Tests.Completion;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;
using ZenML.Formats;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Attacks;

/// <summary>Names, keys and values that other people chose, in all output of the command.</summary>
public sealed class L7OutputTests : IAsyncLifetime
{
    private const string Name = "n\u202eame\u200b\u001b[2J\nWarning: forged\r\tx";
    private const string Key = "k\ney\u2066";
    private const string Value = "va\u202elue\u0085 \\n";

    private static readonly string[][] Reads =
    [
        ["secret", "list"], ["secret", "get", Name], ["stack", "list"], ["stack", "describe"], ["workspace", "list"],
            ["user", "list"], ["status"],
        ["artifact-store", "list"], ["artifact-store", "flavor", "list"], ["service-account", "list"],
    ];

    private readonly CliHost host = new();
    private UpstreamServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await UpstreamServer.StartAsync();
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        Assert.Equal(0, (await host.RunAsync("connect", "--url", server.Address, "--username", "default")).ExitCode);
        host.Variables.Clear();
        server.AddSecret(Name, "workspace", "default", (Key, Value));
        Assert.Equal(0, (await host.RunAsync("workspace", "create", "workspace-mark", "--description", "d\u202e\u200b")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("artifact-store", "register", "store-mark", "-f", "local", "--label", $"l={Value}")).ExitCode);
        server.Rewrite = (_, json) => json
            .Replace("\"workspace-mark\"", Json(Name), StringComparison.Ordinal)
            .Replace("\"store-mark\"", Json(Name), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    public async Task L7_no_output_contains_hidden_characters_or_injected_lines(string format)
    {
        var seen = 0;
        foreach (var command in Reads)
        {
            var run = await host.RunAsync([.. command, "--output", format]);

            Assert.True(run.ExitCode == 0, $"{string.Join(' ', command)}: {run.Error}");
            AssertHarmless(run);
            seen += run.Out.Contains("u202e", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        Assert.True(seen >= 4, "The names were hardly shown.");
    }

    [Fact]
    public async Task L7_output_for_programs_keeps_every_character()
    {
        var json = (ConfigurationMap)ConfigurationJson.Parse((await host.RunAsync("secret", "get", Name, "--output", "json")).Out);
        var yaml = (ConfigurationMap)ConfigurationYaml.Parse((await host.RunAsync("secret", "get", Name, "--output", "yaml")).Out);

        Assert.Equal(json, yaml);
        Assert.Equal(Name, ((ConfigurationText)json["name"]).Text);
        Assert.Equal(Value, ((ConfigurationText)((ConfigurationMap)json["values"])[Key]).Text);
    }

    [Fact]
    public async Task L7_no_message_or_warning_or_prompt_contains_hidden_characters_or_injected_lines()
    {
        foreach (var command in new string[][]
                 {
                     ["secret", "get", "missing\nWarning: forged\u202e"],
                     ["secret", "get", Name],
                     ["secret", "update", Name, "-r", "k\nWarning: forged"],
                     ["secret", "update", Name, "-r", Key],
                     ["secret", "rename", Name, "-n", "b"],
                     ["secret", "create", "x", "--values", "{\"a\\nWarning: forged\": \"v\", \"b\\u202e\": \"v\"}"],
                     ["secret", "create", "x", "--values", "{\"a\\nWarning: forged\": null}"],
                     ["secret", "create", "y", "--values", "{\"a\\nWarning: forged\": \"v\", \"a\\nWarning: forged\": \"v\"}"],
                     ["secret", "list", "--sort_by", "x\nWarning: forged"],
                     ["secret", "export", "x", "--filename", "no/such\nWarning: forged/x"],
                     ["workspace", "set", Name],
                     ["workspace", "delete", Name],
                     ["artifact-store", "delete", Name],
                     ["artifact-store", "register", "z", "-f", "x\nWarning: forged"],
                     ["artifact-store", "register", "z", "-f", "local", "--label", "x\nWarning: forged"],
                     ["stack", "describe", "x\nWarning: forged"],
                 })
        {
            var run = await host.RunAsync(new FakeTerminal("n", "n", "n"), command);
            AssertHarmless(run);
            Assert.NotEmpty(run.Error);
        }
    }

    [Fact]
    public async Task L7_a_table_distinguishes_a_line_break_from_a_backslash_and_an_n()
    {
        server.AddSecret("breaks", "workspace", "default", ("a", "x\ny"), ("b", "x\\ny"), ("c", "plain \\ text"));

        var table = (await host.RunAsync("secret", "get", "breaks")).Out;

        Assert.Contains("┃ a          ┃ x\\ny", table.Replace("│", "┃", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("x\\\\ny", table, StringComparison.Ordinal);
        Assert.Contains("plain \\ text", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_a_name_with_a_hidden_character_is_not_completed_in_a_shell()
    {
        string[] names = ["complete_me", "complete\u3164_me", "complete\nme", "complete\u001b[2J", "complete\tme", "--complete"];
        foreach (var name in names)
        {
            server.AddSecret(name, "workspace", "default", ("k\u001b[2J", "v"), ("good", "v"));
        }

        foreach (var shell in (string[])["bash", "zsh", "fish", "powershell"])
        {
            var found = await host.AnswerAsync(shell, "zenml secret get c");
            Assert.Contains("complete_me", Assert.Single(found[1..]), StringComparison.Ordinal);

            var keys = await host.AnswerAsync(shell, "zenml secret get complete_me ");
            Assert.Contains("good", Assert.Single(keys[1..]), StringComparison.Ordinal);
        }
    }

    private static void AssertHarmless(CliRun run)
    {
        foreach (var line in $"{run.Out}\n{run.Error}".Split('\n'))
        {
            Assert.False(VisibleText.HasHidden(line), VisibleText.Escape(line));
            Assert.DoesNotMatch(@"^[\s┃│]*Warning: forged", line);
        }
    }

    private static string Json(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}
