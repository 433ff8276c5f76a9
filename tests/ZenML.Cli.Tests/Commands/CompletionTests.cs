using System.Diagnostics;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Commands;

public sealed class CompletionTests
{
    [Fact]
    public async Task Completion_suggests_commands_and_verbs_and_options()
    {
        Assert.Contains("secret", await SuggestAsync("zenml s"));
        Assert.Contains("experiment-tracker", await SuggestAsync("zenml exp"));
        Assert.Contains("rename", await SuggestAsync("zenml secret r"));
        Assert.Contains("--new-name", await SuggestAsync("zenml secret rename x --n"));
        Assert.Contains("user", await SuggestAsync("zenml secret get x --scope "));
        Assert.Contains("describe", await SuggestAsync("zenml orchestrator flavor d"));
    }

    [Fact]
    public async Task Completion_suggests_names_of_secrets_and_stacks_and_components()
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "mlflow_secret", "--k=hidden-value");
        await host.RunAsync("secret", "create", "other", "--k=v");
        await host.RunAsync("experiment-tracker", "register", "mlflow", "-f", "mlflow", "--tracking_uri=http://x");

        foreach (var verb in (string[])["get", "update", "rename", "delete", "export"])
        {
            Assert.Equal(["mlflow_secret"], (await SuggestAsync($"zenml secret {verb} ml", host)).Where(word => word.StartsWith('m')));
        }

        Assert.Contains("other", await SuggestAsync("zenml secret get ", host));
        Assert.DoesNotContain("hidden-value", await SuggestAsync("zenml secret get ", host));
        Assert.Contains("default", await SuggestAsync("zenml stack set d", host));
        Assert.Contains("default", await SuggestAsync("zenml stack describe d", host));
        Assert.Equal(["mlflow"], await SuggestAsync("zenml experiment-tracker delete m", host));
        Assert.Empty(await SuggestAsync("zenml orchestrator delete m", host));
    }

    [Theory]
    [InlineData("secret get")]
    [InlineData("stack describe")]
    [InlineData("artifact-store delete")]
    public async Task Help_shows_argument_names_and_not_their_completions(string command)
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "mlflow_secret", "--k=v");

        var help = await host.RunAsync([.. command.Split(' '), "--help"]);

        Assert.DoesNotContain("mlflow_secret>", help.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("<default", help.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team/db")]
    [InlineData("ada@example.com")]
    [InlineData("c++")]
    [InlineData("a,b")]
    [InlineData("db:5432")]
    [InlineData("+1")]
    [InlineData("clé")]
    public async Task Completion_suggests_a_name_with_characters_that_shells_leave_alone(string name)
    {
        using var host = new CliHost();
        Assert.Equal(0, (await host.RunAsync("secret", "create", name, "--k=v")).ExitCode);

        for (var typed = 1; typed <= name.Length; typed++)
        {
            Assert.Contains(name, await SuggestAsync($"zenml secret get {name[..typed]}", host));
        }
    }

    [Theory]
    [InlineData("zenml secret get ", "team/db|ada@example.com|c++|a,b|db:5432|--scope=user")]
    [InlineData("zenml secret get t", "team/db")]
    [InlineData("zenml secret get team/", "team/db")]
    [InlineData("zenml secret get ada", "ada@example.com")]
    [InlineData("zenml secret get ada@", "example.com")]
    [InlineData("zenml secret get ada@ex", "example.com")]
    [InlineData("zenml secret get db:54", "5432")]
    [InlineData("zenml secret get --scope=u", "user")]
    [InlineData("zenml secret get a,", "a,b")]
    [InlineData("zenml secret get c+", "c++")]
    [InlineData("zenml secret get x", "")]
    public async Task Bash_completion_replaces_only_the_word_that_Bash_sees(string line, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        using var host = new CliHost();
        var script = (await host.RunAsync("completion", "bash")).Out;
        const string rest = """
            zenml() { printf '%s\n' team/db ada@example.com c++ a,b db:5432 --scope=user; }
            COMP_WORDBREAKS=$' \t\n"\'@><=;|&(:' COMP_LINE=$1 COMP_POINT=${#1}
            _zenml
            IFS='|'; echo "${COMPREPLY[*]}"
            """;
        var start = new ProcessStartInfo("bash", ["--norc", "-c", $"complete() {{ :; }}\n{script}\n{rest}", "bash", line])
        {
            RedirectStandardOutput = true,
        };
        using var bash = Process.Start(start)!;

        Assert.Equal(
            expected,
            (await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).InTimeAsync("the suggestions")).TrimEnd('\n'));
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("bash to exit");
    }

    [Theory]
    [InlineData("$(touch run)")]
    [InlineData("a`touch run`")]
    [InlineData("two words")]
    [InlineData("a;b")]
    public async Task Completion_suggests_no_name_that_a_shell_could_interpret(string name)
    {
        using var host = new CliHost();
        Assert.Equal(0, (await host.RunAsync("secret", "create", name, "--k=v")).ExitCode);

        Assert.DoesNotContain(await SuggestAsync("zenml secret get ", host), word => word.AsSpan().ContainsAny("$`; "));
    }

    [Fact]
    public async Task Completion_does_not_wait_for_a_server_that_does_not_respond()
    {
        using var host = new CliHost();
        await using var server = await UpstreamServer.StartAsync();
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        await host.RunAsync("connect", "--url", server.Address, "--username", "default");
        server.AddSecret("far", "workspace", "default", ("k", "v"));
        Assert.Contains("far", await SuggestAsync("zenml secret get f", host));
        host.CompletionLimit = null;
        var never = new TaskCompletionSource<bool>();
        server.Interrupt(_ => never.Task);
        var began = TimeProvider.System.GetTimestamp();

        Assert.Empty(await SuggestAsync("zenml secret get f", host));

        // A client waits 30 seconds for an answer.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(29));
        never.SetResult(false);
    }

    [Fact]
    public async Task Completion_creates_no_store()
    {
        using var host = new CliHost();

        Assert.Empty(await SuggestAsync("zenml secret get x", host));
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));
    }

    private static async Task<string[]> SuggestAsync(string line)
    {
        using var host = new CliHost();
        return await SuggestAsync(line, host);
    }

    private static async Task<string[]> SuggestAsync(string line, CliHost host)
    {
        var run = await host.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, run.ExitCode);
        return run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
