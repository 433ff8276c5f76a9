using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ZenML.Cli.Input;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>What commands say and ask before they break references to a secret or show its earlier versions to others.</summary>
public class SecretChangesTests : CommandTest
{
    private const string Used = "The secret 's' is used by:\n  experiment tracker 't' (tracking_password)\n";

    private const string KeyUsed =
        "These uses of the secret 's' need a key that is removed:\n  experiment tracker 't' (tracking_password)\n";

    private const string Sharing =
        "Everyone in the workspace 'default' will also be able to read the values of 1 earlier version of the secret 's'. To keep none: "
        + "zenml secret update s --keep-versions 1\n";

    private bool IsStock => Target == TestTarget.UpstreamServer;

    [Fact]
    public async Task A_rollback_names_what_uses_a_key_that_it_removes_and_asks_only_on_a_terminal()
    {
        Assert.SkipWhen(IsStock, "A server of ZenML has no history.");
        await OkAsync("secret", "create", "s", "--user=ada");
        await OkAsync("secret", "update", "s", "--password=1");
        await RegisterAsync();

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "rollback", "s", "--to", "1");
        var sure = await Host.RunAsync(new FakeTerminal(), "secret", "rollback", "s", "--to", "1", "--yes");
        await OkAsync("secret", "rollback", "s", "--to", "2");
        var harmless = await Host.RunAsync(new FakeTerminal(), "secret", "rollback", "s", "--to", "2");
        var script = await OkAsync("secret", "rollback", "s", "--to", "1");
        var absent = await Host.RunAsync(new FakeTerminal(), "secret", "rollback", "s", "--to", "99");

        Assert.Equal((1, "Error: The history of the secret 's' has no version 99.\n"), (absent.ExitCode, absent.Error));
        Assert.Equal(0, declined.ExitCode);
        Assert.Equal(KeyUsed + "Roll back to version 1? [y/n]: Nothing was changed.\n", declined.Error);
        Assert.StartsWith(KeyUsed + "Rolled back", sure.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("need a key", harmless.Error, StringComparison.Ordinal);
        Assert.StartsWith(KeyUsed + "Rolled back", script.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_replaces_names_what_uses_a_key_that_it_removes_and_asks_only_on_a_terminal()
    {
        await OkAsync("secret", "create", "s", "--user=ada", "--password=1");
        await RegisterAsync();
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "one.env"), "user=bob\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Host.Folder, "each.yaml"), "s: {user: bob}\nother: {k: v}\n", TestContext.Current.CancellationToken);

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "import", "one.env", "--name", "s", "--replace");
        var dry = await Host.RunAsync(new FakeTerminal(), "secret", "import", "one.env", "--name", "s", "--replace", "--dry-run");
        var merged = await Host.RunAsync(new FakeTerminal(), "secret", "import", "one.env", "--name", "s");
        var elsewhere = await Host.RunAsync(
            new FakeTerminal(), "secret", "import", "one.env", "--name", "s", "--replace", "--scope", "user");
        await OkAsync("secret", "delete", "s", "--yes");
        var script = await Host.RunAsync("secret", "import", "each.yaml", "--each", "--replace");

        Assert.Equal(0, declined.ExitCode);
        Assert.Equal(KeyUsed + "Import the file and remove these keys? [y/n]: Nothing was changed.\n", declined.Error);
        Assert.StartsWith(KeyUsed + "Would update the secret 's'", dry.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("need a key", merged.Error + elsewhere.Error, StringComparison.Ordinal);
        Assert.Contains(KeyUsed, script.Error, StringComparison.Ordinal);
        Assert.Equal(0, script.ExitCode);
    }

    [Fact]
    public async Task An_edit_that_removes_a_key_names_what_uses_it_and_opens_the_editor_again_if_the_user_declines()
    {
        await OkAsync("secret", "create", "s", "--user=ada", "--password=1");
        await RegisterAsync();
        await UseEditorAsync("echo x >> runs.txt; sed -i '/^password:/d' \"$1\"");

        var given = new FakeTerminal("n", "y", "y");
        var run = await Host.RunAsync(given, "secret", "edit", "s");
        await OkAsync("secret", "update", "s", "--password=1");
        var sure = await Host.RunAsync(new FakeTerminal(), "secret", "edit", "s", "--yes");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            KeyUsed + "Remove the key? [y/n]: Nothing was changed.\nOpen the editor again, with your text? [Y/n]: "
            + KeyUsed + "Remove the key? [y/n]: Updated the secret 's' (removed: password).\n",
            run.Error);
        Assert.Equal(KeyUsed + "Updated the secret 's' (removed: password).\n", sure.Error);
        var runs = await File.ReadAllTextAsync(Path.Combine(Host.Folder, "runs.txt"), TestContext.Current.CancellationToken);
        Assert.Equal("x\nx\nx\n", runs);
    }

    [Fact]
    public async Task A_move_names_the_references_that_no_longer_find_the_secret_and_asks_only_on_a_terminal()
    {
        await OkAsync("secret", "create", "s", "--user=ada", "--password=1");
        await RegisterAsync();
        await OkAsync("workspace", "create", "research");

        var away = await Host.RunAsync(new FakeTerminal("n"), "secret", "move", "s", "--to-workspace", "research");
        var own = await Host.RunAsync(new FakeTerminal("n"), "secret", "move", "s", "--to-scope", "user");
        var update = await Host.RunAsync(new FakeTerminal("n"), "secret", "update", "s", "--new-scope", "user");
        var script = await OkAsync("secret", "move", "s", "--to-scope", "user");
        var back = await OkAsync("secret", "move", "s", "--to-scope", "workspace");

        Assert.Equal(Used + "These references will no longer find it. Move the secret? [y/n]: Nothing was changed.\n", away.Error);
        Assert.Equal(
            Used + "For other users, these references will no longer find it. Move the secret? [y/n]: Nothing was changed.\n", own.Error);
        Assert.EndsWith(own.Error, update.Error, StringComparison.Ordinal);
        Assert.StartsWith(Used + "Moved the secret 's'", script.Error, StringComparison.Ordinal);
        Assert.StartsWith("Moved the secret 's'", back.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("move", "--to-scope")]
    [InlineData("update", "--new-scope")]
    public async Task Sharing_a_private_secret_says_that_its_earlier_versions_become_readable_and_asks_only_on_a_terminal(
        string verb, string option)
    {
        await OkAsync("secret", "create", "s", "--password=1", "--scope", "user");
        await OkAsync("secret", "update", "s", "--password=2");

        if (!IsStock)
        {
            var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", verb, "s", option, "workspace");
            Assert.EndsWith(
                Sharing + "Move the secret with its earlier versions? [y/n]: Nothing was changed.\n",
                declined.Error,
                StringComparison.Ordinal);
            var sure = await Host.RunAsync(new FakeTerminal(), "secret", verb, "s", option, "workspace", "--yes");
            Assert.Equal((0, true), (sure.ExitCode, sure.Error.Contains(Sharing, StringComparison.Ordinal)));
            await OkAsync("secret", verb, "s", option, "user");
        }

        var script = await OkAsync("secret", verb, "s", option, "workspace");
        Assert.Equal(!IsStock, script.Error.Contains(Sharing, StringComparison.Ordinal));
        Assert.Equal("2", (await Host.RunAsync("secret", "get", "s", "password", "--scope", "workspace")).Out);
    }

    [Fact]
    public async Task Sharing_a_private_secret_without_earlier_versions_asks_nothing()
    {
        await OkAsync("secret", "create", "s", "--password=1", "--scope", "user");

        var run = await Host.RunAsync(new FakeTerminal(), "secret", "move", "s", "--to-scope", "workspace");

        Assert.Equal((0, "Moved the secret 's' to the workspace scope of the workspace 'default'.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Sharing_a_private_secret_with_new_values_says_that_the_old_values_become_readable_unless_they_are_not_kept()
    {
        Assert.SkipWhen(IsStock, "A server of ZenML has no history.");
        await OkAsync("secret", "create", "s", "--password=1", "--scope", "user");
        await OkAsync("secret", "create", "kept", "--password=1", "--scope", "user");

        var shared = await OkAsync("secret", "update", "s", "--password=2", "--new-scope", "workspace");
        var alone = await OkAsync("secret", "update", "kept", "--password=2", "--new-scope", "workspace", "--keep-versions", "1");

        Assert.Contains(Sharing, shared.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("earlier version", alone.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret delete s")]
    [InlineData("secret rename s --new-name t")]
    [InlineData("secret update s -r password")]
    public async Task A_secret_that_is_changed_after_the_question_stays_as_it_is_then(string command)
    {
        Assert.SkipWhen(IsStock, "A server of ZenML tracks no versions.");
        await OkAsync("secret", "create", "s", "--password=1", "--user=ada");
        await RegisterAsync();

        var run = await Host.RunAsync(
            new BusyTerminal(() => Host.RunAsync("secret", "set", "s", "--password=changed")), command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The secret 's' is at version 2, not 1. Nothing was changed.", run.Error, StringComparison.Ordinal);
        Assert.Equal("changed", (await OkAsync("secret", "get", "s", "password")).Out);
    }

    /// <summary>A new command that changed secrets in another way would forget the questions.</summary>
    [Fact]
    public void Commands_change_secrets_only_through_the_class_that_names_uses()
    {
        var folder = Path.Combine(SourceFolder(), "src", "ZenML.Cli");
        var changing = new Regex(@"\bSecrets\s*\.\s*(History\s*\.\s*Rollback|Update|Edit|Move|Delete|Import)Async");

        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => changing.IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

        // 'stack register-secrets' only adds keys and replaces values that the store has lost.
        Assert.Equal(["SecretChanges.cs", "StackRegisterSecretsCommand.cs"], files);
    }

    private static string SourceFolder([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (!File.Exists(Path.Combine(folder!, "ZenML.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder!;
    }

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private Task<CliRun> RegisterAsync() =>
        OkAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{s.password}}");

    /// <summary>Someone else does something while a question waits for its answer, which is yes.</summary>
    private sealed class BusyTerminal(Func<Task> meanwhile) : ITerminal
    {
        public bool CanAsk => true;

        public string? ReadLine()
        {
            Task.Run(meanwhile).GetAwaiter().GetResult();
            return "y";
        }

        public IDisposable HideTyping() => throw new NotSupportedException();
    }

    private async Task UseEditorAsync(string script)
    {
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "editor.sh"), script + "\n", TestContext.Current.CancellationToken);
        Host.Variables["EDITOR"] = "sh ./editor.sh";
    }
}
