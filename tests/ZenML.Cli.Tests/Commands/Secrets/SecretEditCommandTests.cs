using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>secret edit</c>, with scripts as editors.</summary>
public class SecretEditCommandTests : CommandTest
{
    private const string Marker = "zenml-edit-";

    private string MemoryFolder => Directory.CreateDirectory(Path.Combine(Host.Folder, "memory")).FullName;

    [Fact]
    public async Task Edit_applies_exactly_the_difference_and_leaves_nothing_behind()
    {
        await CreateAsync();
        await UseEditorAsync("sed -i -e 's/password: .*/password: new/' -e '/^token:/d' \"$1\" && echo 'port: 0123' >> \"$1\"");

        var run = await Host.RunAsync("secret", "edit", "s");

        Assert.Equal("Updated the secret 's' (added: port; changed: password; removed: token).\n", run.Error);
        Assert.Equal("""{"user":"ada","password":"new","port":"0123"}""", await ValuesAsync());
        AssertClean();
    }

    [Fact]
    public async Task The_editor_gets_a_private_file_with_the_values_as_YAML()
    {
        await CreateAsync();
        await UseEditorAsync("cp \"$1\" seen.yaml; stat -c '%a' \"$1\" \"$(dirname \"$1\")\" > modes.txt");

        var run = await Host.RunAsync("secret", "edit", "s");

        Assert.Equal("You changed no value of the secret 's': nothing changed.\n", run.Error);
        Assert.EndsWith("\nuser: ada\npassword: old\ntoken: t\n", await ReadAsync("seen.yaml"), StringComparison.Ordinal);
        Assert.StartsWith("# The secret 's' in the workspace scope.", await ReadAsync("seen.yaml"), StringComparison.Ordinal);
        Assert.Equal("600\n700\n", await ReadAsync("modes.txt"));
        AssertClean();
    }

    [Fact]
    public async Task VISUAL_counts_before_EDITOR_and_both_can_have_arguments()
    {
        await CreateAsync();
        await UseEditorAsync("[ \"$1\" = --wait ] && sed -i 's/old/new/' \"$2\"", "VISUAL", " --wait");
        Host.Variables["EDITOR"] = "false";

        Assert.Equal(0, (await Host.RunAsync("secret", "edit", "s")).ExitCode);
        Assert.Contains("\"password\":\"new\"", await ValuesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_that_replaces_the_file_and_leaves_copies_works_and_the_copies_are_deleted()
    {
        await CreateAsync();
        await UseEditorAsync("sed 's/old/new/' \"$1\" > \"$1.tmp\" && cp \"$1\" \"$1~\" && mv \"$1.tmp\" \"$1\"");

        Assert.Equal(0, (await Host.RunAsync("secret", "edit", "s")).ExitCode);
        Assert.Contains("\"password\":\"new\"", await ValuesAsync(), StringComparison.Ordinal);
        AssertClean();
    }

    [Theory]
    [InlineData("sed -i 's/old/new/' \"$1\"; exit 3", "exited with code 3. Nothing was changed.")]
    [InlineData("rm \"$1\"", "The editor left no text that can be read.")]
    [InlineData("printf 'user: \\377' > \"$1\"", "The text is not UTF-8.")]
    [InlineData("echo 'a: {b' > \"$1\"", "(line 1, column ")]
    [InlineData("kill -TERM $$", "exited with code 143. Nothing was changed.")]
    public async Task An_editor_that_fails_or_leaves_no_readable_text_changes_nothing(string script, string message)
    {
        await CreateAsync();
        await UseEditorAsync(script);

        var run = await Host.RunAsync("secret", "edit", "s");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("""{"user":"ada","password":"old","token":"t"}""", await ValuesAsync());
        AssertClean();
    }

    [Fact]
    public async Task A_text_that_cannot_be_parsed_is_kept_and_can_be_corrected()
    {
        await CreateAsync();
        await UseEditorAsync("if [ -e once ]; then sed -i 's/hunter2: \\[/hunter2/' \"$1\"; else touch once; "
            + "sed -i 's/password: old/password: hunter2: [/' \"$1\"; fi");

        var run = await Host.RunAsync(new FakeTerminal(""), "secret", "edit", "s");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("Error: .*line 3, column [0-9]+", run.Error);
        Assert.Contains("Open the editor again, with your text? [Y/n]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"password\":\"hunter2\"", await ValuesAsync(), StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task A_text_that_cannot_be_parsed_is_dropped_after_a_no()
    {
        await CreateAsync();
        await UseEditorAsync("echo 'a: {b' > \"$1\"");

        var run = await Host.RunAsync(new FakeTerminal("n"), "secret", "edit", "s");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("Error: Aborted. Nothing was changed.\n", run.Error, StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task A_secret_that_was_changed_meanwhile_keeps_both_changes_after_a_yes()
    {
        await CreateAsync();
        await UseEditorAsync("cp \"$1\" seen.yaml; echo x >> runs; sed -i 's/password: old/password: mine/' \"$1\"; "
            + "if [ -e go ]; then rm go; touch waits; while [ ! -e changed ]; do sleep 0.02; done; fi");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "go"), "", Token);
        var editing = Host.RunAsync(new FakeTerminal(""), "secret", "edit", "s");
        await Patience.UntilAsync(
            () => Task.FromResult(File.Exists(Path.Combine(Host.Folder, "waits"))), "the editor to open the text", Token);
        Assert.Equal(0, (await Host.RunAsync("secret", "update", "s", "--password=theirs", "--user=grace")).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "changed"), "", Token);

        var run = await editing;

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "The secret 's' was changed while you edited it. Nothing of yours was applied.", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Updated the secret 's' (changed: password).\n", run.Error, StringComparison.Ordinal);
        var seen = await ReadAsync("seen.yaml");
        Assert.Contains("# Others changed these keys too: password.", seen, StringComparison.Ordinal);
        Assert.Contains("user: grace\npassword: mine\n", seen, StringComparison.Ordinal);
        Assert.Equal("""{"user":"grace","password":"mine","token":"t"}""", await ValuesAsync());
        AssertClean();
    }

    [Fact]
    public async Task A_folder_that_a_killed_edit_left_is_deleted_by_the_next_command_and_one_in_use_is_kept()
    {
        var dead = Directory.CreateDirectory(Path.Combine(MemoryFolder, Marker + "dead")).FullName;
        var alive = Directory.CreateDirectory(Path.Combine(MemoryFolder, Marker + "alive")).FullName;
        var starting = Directory.CreateDirectory(Path.Combine(MemoryFolder, Marker + "starting")).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "lock"), "", Token);
        await File.WriteAllTextAsync(Path.Combine(dead, "secret.yaml"), "password: hunter2", Token);
        await using (new FileStream(Path.Combine(alive, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(0, (await Host.RunAsync("secret", "list")).ExitCode);

            Assert.False(Directory.Exists(dead));
            Assert.True(Directory.Exists(alive));
            Assert.True(Directory.Exists(starting));
        }

        await Host.RunAsync("secret", "list");
        Assert.False(Directory.Exists(alive));
    }

    [Fact]
    public async Task A_folder_that_a_killed_edit_left_among_temporary_files_is_deleted_by_the_next_edit()
    {
        await CreateAsync();
        await UseEditorAsync("true");
        var dead = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"{Marker}{Guid.NewGuid():N}")).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "lock"), "", Token);

        await Host.RunAsync("secret", "edit", "s");

        Assert.False(Directory.Exists(dead));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task CreateAsync()
    {
        Host.MemoryFolder = MemoryFolder;
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "s", "--user=ada", "--password=old", "--token=t")).ExitCode);
    }

    private async Task UseEditorAsync(string script, string variable = "EDITOR", string arguments = "")
    {
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "editor.sh"), script + "\n", Token);
        Host.Variables[variable] = $"sh ./editor.sh{arguments}";
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Host.Folder, file), Token);

    private async Task<string> ValuesAsync() =>
        JsonNode.Parse((await Host.RunAsync("secret", "get", "s", "--output", "json")).Out)!["values"]!.ToJsonString();

    private void AssertClean() => Assert.Empty(Directory.EnumerateFileSystemEntries(MemoryFolder));
}
