using ZenML.Cli.Completion;
using ZenML.Client;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Completion;

public sealed class CompletionTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("zenml s", "secret|stack|step-operator|service-account|store|status|serve")]
    [InlineData("zenml secret ren", "rename")]
    [InlineData("zenml --debug secret ren", "rename")]
    [InlineData("zenml orchestrator flavor d", "describe|delete")]
    [InlineData("zenml pipeline ru", "runs")]
    [InlineData("zenml secret ls", "ls")]
    [InlineData("zenml secret sho", "show")]
    [InlineData("zenml logi", "login")]
    [InlineData("zenml --v", "--version")]
    [InlineData("zenml secret rename x --n", "--new-name")]
    [InlineData("zenml secret rename x -n", "-n")]
    [InlineData("zenml stack register x --experiment-", "--experiment-tracker")]
    [InlineData("zenml secret get x --scope ", "workspace|user")]
    [InlineData("zenml secret get x -s ", "workspace|user")]
    [InlineData("zenml secret get x --scope=u", "--scope=user")]
    [InlineData("zenml secret export x --format j", "json")]
    [InlineData("zenml secret list --scope=w", "--scope=workspace")]
    [InlineData("zenml secret list --sort_by=desc:na", "--sort_by=desc:name")]
    [InlineData("zenml secret list --logical_operator ", "and|or")]
    [InlineData("zenml completion z", "zsh")]
    [InlineData("zenml secret create x --expires ", "never")]
    [InlineData("zenml run --secret x ", "--")]
    [InlineData("sudo FOO=bar zenml secret ren", "rename")]
    [InlineData("zenml status > out.txt --ou", "--output")]
    [InlineData("zenml status; zenml secret ren", "rename")]
    [InlineData("echo $(zenml secret ren", "rename")]
    [InlineData("zenml secret create \"$(cat f)\" --in", "--interactive")]
    [InlineData("zenml secret create $(cat f) --in", "--interactive")]
    [InlineData("zenml nothing ", "")]
    [InlineData("zenml secret nothing re", "")]
    [InlineData("zenml secret create ", "")]
    [InlineData("zenml secret get x --debug=", "")]
    [InlineData("zenml secret create x --description ", "")]
    [InlineData("zenm", "")]
    [InlineData("", "")]
    public async Task A_word_of_a_command_line_completes(string line, string expected)
    {
        if (line.Length == 0)
        {
            Assert.Equal(2, (await host.RunAsync(CompletionProtocol.Word, "bash")).ExitCode);
            return;
        }

        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), await host.CompleteAsync(line));
    }

    [Fact]
    public async Task Options_are_offered_once_unless_they_can_be_repeated()
    {
        var options = await host.CompleteAsync("zenml secret get x k --scope user --key a --");

        Assert.Contains("--key", options);
        Assert.Contains("--output", options);
        Assert.Contains("--help", options);
        Assert.DoesNotContain("--scope", options);
        Assert.Equal(options, await host.CompleteAsync("zenml secret get x k --scope user --key a "));
    }

    [Theory]
    [InlineData("zenml inject -i sub/f", "files||0|sub/f|")]
    [InlineData("zenml inject --in-file=sub/f", "files||0|sub/f|")]
    [InlineData("zenml inject --in-file=a:b", "files||2|a:b|")]
    [InlineData("zenml run --env-file ", "files||0||")]
    [InlineData("zenml stack export s my\\ f", "files||0|my f|")]
    [InlineData("zenml secret create x --values=@f", "files|@|0|f|")]
    [InlineData("zenml secret create x --values '@my f", "files|@|0|my f|'")]
    [InlineData("zenml secret create x --username=@", "files|@|0||")]
    [InlineData("zenml connect --url u --password \"@p", "files|@|0|p|\"")]
    [InlineData("zenml secret list > ou", "files||0|ou|")]
    [InlineData("zenml secret list 2>&1 >ou", "files||0|ou|")]
    [InlineData("zenml run --secret x -- ls ", "command")]
    [InlineData("zenml run -- l", "command")]
    [InlineData("zenml secret create x --username=@@", "words")]
    [InlineData("zenml secret create x --username=", "words nospace|@")]
    public async Task A_shell_completes_files_and_the_commands_of_other_programs_itself(string line, string expected) =>
        Assert.Equal(expected.Split('|'), await host.AnswerAsync("bash", line, " \t\n\"'@><=;|&(:"));

    [Fact]
    public async Task Versions_and_tags_and_deleted_secrets_complete()
    {
        await host.RunAsync("secret", "create", "db", "--a=hidden-value", "--tag", "team=ml", "--plain", "a");
        await host.RunAsync("secret", "update", "db", "--password=hidden-value");
        await host.RunAsync("secret", "create", "gone", "--k=hidden-value");
        await host.RunAsync("secret", "delete", "gone", "--yes");

        Assert.Equal(["words nosort", "2", "1"], await host.AnswerAsync("bash", "zenml secret rollback db --to "));
        Assert.Equal(["2"], await host.CompleteAsync("zenml secret get db --version 2"));
        Assert.Equal(["team"], await host.CompleteAsync("zenml secret update db --remove-tag "));
        Assert.Equal(["a"], await host.CompleteAsync("zenml secret update db --no-plain "));
        Assert.Equal(["gone"], await host.CompleteAsync("zenml secret undelete "));
        Assert.Equal(["gone"], await host.CompleteAsync("zenml secret purge g"));
        Assert.Equal(["db"], await host.CompleteAsync("zenml secret get "));
    }

    [Fact]
    public async Task Zsh_and_fish_get_descriptions_without_values()
    {
        await host.RunAsync("secret", "create", "db", "--a=hidden-value", "--b=hidden-value");
        await host.RunAsync("secret", "create", "team:db", "--a=hidden-value", "--description", "For the team.", "--scope", "user");

        Assert.Equal(["words", "db\t2 keys", "team:db\tFor the team."], await host.AnswerAsync("fish", "zenml secret get "));
        Assert.Equal(["words", " db:2 keys", " team\\:db:For the team."], await host.AnswerAsync("zsh", "zenml secret get "));
        Assert.Contains(" rename:Rename a secret.", await host.AnswerAsync("zsh", "zenml secret "));
        Assert.Contains("--new-name\tThe new name.", await host.AnswerAsync("fish", "zenml secret rename db --"));
        Assert.Contains("=--a=", await host.AnswerAsync("zsh", "zenml secret update db --"));
        Assert.Contains(
            await host.AnswerAsync("fish", "zenml secret rollback db --to "),
            line => line.EndsWith("default: created; added: a, b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completion_creates_no_store_and_no_folder()
    {
        Assert.Empty(await host.CompleteAsync("zenml secret get x"));
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));

        Directory.CreateDirectory(Path.Combine(host.Folder, "config"));
        Assert.Empty(await host.CompleteAsync("zenml secret get x"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(host.Folder, "config")));
    }

    [Fact]
    public async Task A_damaged_store_completes_commands_and_shows_no_error()
    {
        await host.RunAsync("secret", "create", "db", "--k=v");
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "config", "zenml-dotnet.db"), "no database", TestContext.Current.CancellationToken);

        Assert.Empty(await host.CompleteAsync("zenml secret get "));
        Assert.Equal(["get"], await host.CompleteAsync("zenml secret ge"));
    }

    [Fact]
    public async Task Completion_does_not_wait_for_a_server_that_does_not_respond()
    {
        await using var server = await UpstreamServer.StartAsync();
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        await host.RunAsync("connect", "--url", server.Address, "--username", "default");
        server.AddSecret("far", "workspace", "default", ("k", "v"));
        Assert.Equal(["far"], await host.CompleteAsync("zenml secret get f"));
        host.CompletionLimit = null;
        var never = new TaskCompletionSource<bool>();
        server.Interrupt(_ => never.Task);
        var began = TimeProvider.System.GetTimestamp();

        Assert.Empty(await host.CompleteAsync("zenml secret get f"));
        server.Interrupt(_ => never.Task);
        Assert.Equal(["--values"], await host.CompleteAsync("zenml secret update far --v"));

        // A client waits 30 seconds for an answer.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(29));
        never.SetResult(false);
    }

    [Theory]
    [InlineData("secret get")]
    [InlineData("stack describe")]
    [InlineData("artifact-store delete")]
    public async Task Help_shows_argument_names_and_not_their_completions(string command)
    {
        await host.RunAsync("secret", "create", "mlflow_secret", "--k=v");

        var help = await host.RunAsync([.. command.Split(' '), "--help"]);

        Assert.DoesNotContain("mlflow_secret>", help.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("<default", help.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zenml backup store.zenml-backup --rec", "--recipient")]
    [InlineData("zenml backup --rec", "--recipient")]
    [InlineData("zenml backup ver", "verify")]
    public async Task Short_forms_of_commands_complete_as_they_run(string line, string expected) =>
        Assert.Equal([expected], await host.CompleteAsync(line));

    [Fact]
    public async Task A_client_that_may_not_create_a_store_says_that_there_is_none()
    {
        var options = new ZenClientOptions { ConfigPath = Path.Combine(host.Folder, "none"), CreateStore = false };
        await using var client = ZenClient.Open(options);

        var error = await Assert.ThrowsAsync<Core.Errors.ZenException>(
            () => client.Secrets.ListPageAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(Core.Errors.ErrorCode.StoreUnavailable, error.Code);
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "none")));
    }
}
