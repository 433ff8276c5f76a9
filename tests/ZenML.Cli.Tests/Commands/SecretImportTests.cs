namespace ZenML.Cli.Tests.Commands;

public class SecretImportTests : CommandTest
{
    [Fact]
    public async Task A_dotenv_file_becomes_a_secret_and_is_merged_when_it_is_imported_again()
    {
        Write("app.env", "# settings\nexport USER=admin\nPASSWORD='a b' # never\n");
        var created = await Host.RunAsync("secret", "import", "app.env", "--name", "app");
        Write("app.env", "PASSWORD=changed\nPORT=1\n");
        var updated = await Host.RunAsync("secret", "import", "app.env", "--name", "app");
        var unchanged = await Host.RunAsync("secret", "import", "app.env", "--name", "app");

        Assert.Equal((0, "Created the secret 'app' in the workspace scope, with 2 keys.\n"), (created.ExitCode, created.Error));
        Assert.Equal(
            (0, "Updated the secret 'app' in the workspace scope: added: PORT; changed: PASSWORD.\n"), (updated.ExitCode, updated.Error));
        Assert.Equal((0, "The secret 'app' in the workspace scope is unchanged.\n"), (unchanged.ExitCode, unchanged.Error));
        Assert.Equal("USER: admin\nPASSWORD: changed\nPORT: \"1\"\n", await ExportAsync("app"));
    }

    [Fact]
    public async Task Replacing_removes_the_other_keys_and_a_dry_run_shows_that_without_values_and_changes_nothing()
    {
        Write("one.yaml", "a: canary\nb: canary\n");
        Write("two.yaml", "b: canary2\nc: canary\n");
        await Host.RunAsync("secret", "import", "one.yaml", "--name", "s");

        var dry = await Host.RunAsync("secret", "import", "two.yaml", "--name", "s", "--replace", "--dry-run");
        var dryNew = await Host.RunAsync("secret", "import", "two.yaml", "--name", "t", "--dry-run");
        Assert.Equal("a: canary\nb: canary\n", await ExportAsync("s"));
        var replaced = await Host.RunAsync("secret", "import", "two.yaml", "--name", "s", "--replace");

        Assert.Equal(
            "Would update the secret 's' in the workspace scope: added: c; changed: b; removed: a.\n"
            + "This was a dry run. Nothing was changed.\n",
            dry.Error);
        Assert.StartsWith(
            "Would create the secret 't' in the workspace scope, with 2 keys: b, c.\n", dryNew.Error, StringComparison.Ordinal);
        Assert.Contains("removed: a.", replaced.Error, StringComparison.Ordinal);
        Assert.Equal("b: canary2\nc: canary\n", await ExportAsync("s"));
    }

    [Fact]
    public async Task Each_top_level_name_of_a_file_becomes_a_secret()
    {
        Write("all.json", """{"db": {"user": "u", "password": "p"}, "api": {"token": "t"}}""");

        var run = await Host.RunAsync("secret", "import", "all.json", "--each", "--scope", "user");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Created the secret 'db' in the user scope, with 2 keys.\n", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Imported 2 secrets: 2 created, 0 updated, 0 unchanged.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("token: t\n", await ExportAsync("api"));
    }

    [Fact]
    public async Task One_bad_secret_in_a_file_imports_none()
    {
        Write("all.yaml", "good:\n  k: canary\nname:\n  k: canary\n");
        Write("flat.yaml", "good:\n  k: canary\nbad: canary\n");

        foreach (var file in new[] { "all.yaml", "flat.yaml" })
        {
            var run = await Host.RunAsync("secret", "import", file, "--each");
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("good", (await Host.RunAsync("secret", "list")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A=1\nB=2", "A: \"1\"\nB: \"2\"\n")]
    [InlineData("A: 1\n", "A: \"1\"\n")]
    [InlineData("""{"A": "1"}""", "A: \"1\"\n")]
    public async Task The_format_of_standard_input_is_found_out(string input, string expected)
    {
        Host.Input = input;

        var run = await Host.RunAsync("secret", "import", "-", "--name", "s");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(expected, await ExportAsync("s"));
    }

    [Fact]
    public async Task What_other_programs_read_differently_is_a_warning_with_key_and_line_and_no_value()
    {
        Write(".env.local", "A=canary#1\nB=${CANARY}\nB='2'\n");

        var run = await Host.RunAsync("secret", "import", ".env.local", "--name", "s");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Warning: The value of 'A' (line 1) has a #", run.Error, StringComparison.Ordinal);
        Assert.Contains("Warning: The value of 'B' (line 2) has a $", run.Error, StringComparison.Ordinal);
        Assert.Contains("Warning: The key 'B' appears twice, in lines 2 and 3.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Use either --name NAME", "a.yaml")]
    [InlineData("Use either --name NAME", "a.yaml", "--name", "s", "--each")]
    [InlineData("--each needs JSON or YAML", "a.env", "--each")]
    [InlineData("line must be KEY=VALUE", "a.yaml", "--name", "s", "--format", "env")]
    [InlineData("does not exist", "missing.env", "--name", "s")]
    public async Task A_command_line_that_cannot_work_is_an_error_that_says_what_to_write(string message, params string[] arguments)
    {
        Write("a.yaml", "a: canary\n");
        Write("a.env", "A=canary\n");

        var run = await Host.RunAsync(["secret", "import", .. arguments]);

        Assert.Equal(message.StartsWith("Use either", StringComparison.Ordinal) ? 2 : 1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env", "s.env", "A='it is'\n")]
    [InlineData("shell", "s.sh", "export A='it is'\n")]
    [InlineData("json", "s.json", "{\n  \"A\": \"it is\"\n}\n")]
    [InlineData("yaml", "s.yaml", "A: it is\n")]
    [InlineData("docker", "s.docker.env", "A=it is\n")]
    [InlineData(
        "k8s", "s.k8s.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\ntype: Opaque\ndata:\n  A: \"aXQgaXM=\"\n")]
    public async Task An_export_is_a_private_file_named_after_the_format_or_standard_output(string format, string file, string expected)
    {
        await Host.RunAsync("secret", "create", "s", "--A=it is");

        var run = await Host.RunAsync("secret", "export", "s", "--format", format);
        var output = await Host.RunAsync("secret", "export", "s", "--format", format, "--filename", "-");

        Assert.Contains($"Exported the secret 's' to '{file}'.", run.Error, StringComparison.Ordinal);
        var path = Path.Combine(Host.Folder, file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(expected, text);
        Assert.Equal(text, output.Out);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task A_key_that_the_format_cannot_express_writes_no_file()
    {
        Host.Input = "two\nlines\n";
        await Host.RunAsync("secret", "create", "s", "--good=canary", "--bad=@-");

        var run = await Host.RunAsync("secret", "export", "s", "--format", "docker");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The format docker cannot express the key 'bad': its value has a line break", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Host.Folder, "s.docker.env")));
    }

    [Fact]
    public async Task The_name_of_a_Kubernetes_Secret_can_be_chosen_with_that_format_only()
    {
        await Host.RunAsync("secret", "create", "s", "--a=1");

        var chosen = await Host.RunAsync("secret", "export", "s", "--format", "k8s", "--k8s-name", "my-app", "-f", "-");
        var other = await Host.RunAsync("secret", "export", "s", "--format", "env", "--k8s-name", "my-app", "-f", "-");

        Assert.Contains("  name: my-app\n", chosen.Out, StringComparison.Ordinal);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("needs --format k8s", other.Error, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Host.Folder, name), text);

    private async Task<string> ExportAsync(string name) => (await Host.RunAsync("secret", "export", name, "--filename", "-")).Out;
}
