namespace ZenML.Cli.Tests.Commands.Delivery;

public class InjectCommandTests : CommandTest
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task A_template_is_filled_into_a_file_that_only_its_owner_can_read()
    {
        await CreateAsync();
        await WriteAsync("t", "user: {{db.user}}\npassword: \"{{ db.password }}\"\nliteral: {{\"{{\"}}x}}\n");

        var run = await Host.RunAsync("inject", "-i", "t", "-o", "out");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("user: app\npassword: \"hunter2\"\nliteral: {{x}}\n", await ReadAsync("out"));
        Assert.Equal("", run.Out);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(Host.Folder, "out")));
        }
    }

    [Fact]
    public async Task Without_files_a_template_goes_from_standard_input_to_standard_output()
    {
        await CreateAsync();
        Host.Input = "{{db.user}}";

        var run = await Host.RunAsync("inject");

        Assert.Equal((0, "app", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task An_existing_file_is_kept_unless_forced()
    {
        await CreateAsync();
        await WriteAsync("t", "{{db.user}}");
        await WriteAsync("out", "old");

        var kept = await Host.RunAsync("inject", "-i", "t", "-o", "out");
        Assert.Equal(1, kept.ExitCode);
        Assert.Contains("To overwrite it, use --force.", kept.Error, StringComparison.Ordinal);
        Assert.Equal("old", await ReadAsync("out"));

        Assert.Equal(0, (await Host.RunAsync("inject", "-i", "t", "-o", "out", "--force")).ExitCode);
        Assert.Equal("app", await ReadAsync("out"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_missing_reference_is_named_with_its_line_and_column_and_nothing_is_written(bool checks)
    {
        await CreateAsync();
        await WriteAsync("t", "a: {{db.user}}\nb: {{db.nope}} {{gone.x}}\nc: {{gone.x}}\n");

        var run = await Host.RunAsync(["inject", "-i", "t", "-o", "out", .. checks ? (string[])["--check"] : []]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("  db.nope  ('t', line 2, column 4: the secret has no such key)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  gone.x  ('t', line 2, column 16: there is no such secret)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  gone.x  ('t', line 3, column 4: there is no such secret)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("db.user", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Host.Folder, "out")));
    }

    [Fact]
    public async Task A_check_writes_nothing()
    {
        await CreateAsync();
        Host.Input = "{{db.user}} {{db.password}} {{db.user}}";

        var run = await Host.RunAsync("inject", "--check", "-o", "out");

        Assert.Equal((0, ""), (run.ExitCode, run.Out));
        Assert.Contains("The template is ready: all its references resolve (3).", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Host.Folder, "out")));
    }

    [Fact]
    public async Task A_misspelled_reference_is_an_error_with_its_place_and_without_its_text()
    {
        await CreateAsync();
        Host.Input = "ok: {{db.user}}\nnot: {{ hunter2 }}";

        var run = await Host.RunAsync("inject");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("'{{' begins no reference.", run.Error, StringComparison.Ordinal);
        Assert.Contains("  standard input, line 2, column 6", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "If another program reads '{{' too, as Helm and Jinja do, write references as <% NAME.KEY %> and use --delimiters '<% %>'.\n",
            run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_delimiters_leave_the_braces_of_another_template_language_alone()
    {
        await CreateAsync();
        Host.Input = "{{ .Values.name }}: <% db.user %>";

        Assert.Equal("{{ .Values.name }}: app", (await Host.RunAsync("inject", "--delimiters", "<% %>")).Out);
        Assert.Equal(2, (await Host.RunAsync("inject", "--delimiters", "<%")).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Other_delimiters_warn_of_references_with_the_default_ones_if_their_secret_exists(bool checks)
    {
        await CreateAsync();
        Host.Input = "{{ .Values.name }} {{ user.name }}\n{{db.user}} <% db.user %>";

        var run = await Host.RunAsync(["inject", "--delimiters", "<% %>", .. checks ? (string[])["--check"] : []]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "Warning: {{db.user}} stays as it is (standard input, line 2, column 1), because --delimiters chooses other marks.\n",
            run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("user.name", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_not_named_by_its_option_is_answered_with_the_option()
    {
        var run = await Host.RunAsync("inject", "my template.tpl");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal("Error: To name the template, use -i: zenml inject -i 'my template.tpl'\n", run.Error);
    }

    [Fact]
    public async Task A_terminal_is_not_asked_for_a_template()
    {
        var run = await Host.RunAsync(new FakeTerminal(), "inject");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("No template.", run.Error, StringComparison.Ordinal);
    }

    private async Task CreateAsync() =>
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "db", "--user=app", "--password=hunter2")).ExitCode);

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(Host.Folder, file), text, TestContext.Current.CancellationToken);

    private Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Path.Combine(Host.Folder, file), TestContext.Current.CancellationToken);
}
