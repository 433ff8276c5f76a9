using System.Text;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.Delivery;

/// <summary>Which variables <c>zenml run</c> gives to a command. The command itself is not started.</summary>
public class RunCommandTests : CommandTest
{
    [Fact]
    public async Task All_keys_of_a_secret_become_variables()
    {
        await CreateAsync("db", "--user=app", "--password=hunter2");

        var run = await Host.RunAsync("run", "--secret", "db", "--", "true", "--flag", "--", "", "--help");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["true", "--flag", "--", "", "--help"], Host.Programs.Started[0].Command.Arguments);
        Assert.Equal("app", Host.Programs.Environment["user"]);
        Assert.Equal("hunter2", Host.Programs.Environment["password"]);
    }

    [Fact]
    public async Task Prefix_and_upper_change_the_names_of_the_variables_of_secrets_alone()
    {
        await CreateAsync("db", "--values", "{\"api-key\": \"1234\", \"1st\": \"5678\"}");

        await RunAsync("--secret", "db", "--prefix", "DB_", "--upper", "--env", "plain=x");

        Assert.Equal("1234", Host.Programs.Environment["DB_API_KEY"]);
        Assert.Equal("5678", Host.Programs.Environment["DB_1ST"]);
        Assert.Equal("x", Host.Programs.Environment["plain"]);
    }

    [Fact]
    public async Task References_in_options_files_and_inherited_variables_are_resolved()
    {
        await CreateAsync("db", "--password=hunter2", "--user=app");
        Host.Variables["INHERITED"] = "{{db.user}}";
        Host.Variables["PLAIN"] = "x{{db.user}}";
        await WriteAsync(".env", "# comment\nURL='postgres://{{db.user}}:{{ db.password }}@h'\nLITERAL={{\"{{\"}}x}}\n");

        await RunAsync("--env-file", ".env", "--env", "A={{db.password}}!");

        Assert.Equal("app", Host.Programs.Environment["INHERITED"]);
        Assert.Equal("x{{db.user}}", Host.Programs.Environment["PLAIN"]);
        Assert.Equal("postgres://app:hunter2@h", Host.Programs.Environment["URL"]);
        Assert.Equal("{{x}}", Host.Programs.Environment["LITERAL"]);
        Assert.Equal("hunter2!", Host.Programs.Environment["A"]);
    }

    [Fact]
    public async Task An_explicit_variable_wins_over_a_file_a_file_over_a_secret_and_all_over_what_is_inherited()
    {
        await CreateAsync("s", "--a=secret", "--b=secret", "--c=secret");
        Host.Variables["a"] = "inherited";
        Host.Variables["c"] = "{{nothing.here}}";
        await WriteAsync(".env", "a=file\nb=file\n");

        await RunAsync("--secret", "s", "--env-file", ".env", "--env", "a=option");

        Assert.Equal("option", Host.Programs.Environment["a"]);
        Assert.Equal("file", Host.Programs.Environment["b"]);
        Assert.Equal("secret", Host.Programs.Environment["c"]);
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_and_nothing_is_run()
    {
        await CreateAsync("db", "--password=hunter2");
        Host.Variables["INHERITED"] = "{{gone.x}}";
        await WriteAsync(".env", "\nA={{db.nope}}\n");

        var run = await Host.RunAsync(
            "run", "--secret", "absent", "--env-file", ".env", "--env", "B={{db.password}}{{other.y}}", "--", "true");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(Host.Programs.Started);
        Assert.Contains("These do not resolve, so nothing was run:", run.Error, StringComparison.Ordinal);
        Assert.Contains("  absent  (--secret: there is no such secret)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  db.nope  (line 2 of '.env': the secret has no such key)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  other.y  (--env B: there is no such secret)", run.Error, StringComparison.Ordinal);
        Assert.Contains("  gone.x  (environment variable INHERITED: there is no such secret)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("db.password", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_that_set_one_variable_are_an_error_unless_an_option_sets_it()
    {
        await CreateAsync("one", "--password=first1");
        await CreateAsync("two", "--password=second");

        var clash = await Host.RunAsync("run", "--secret", "one", "--secret", "two", "--", "true");
        Assert.Equal(1, clash.ExitCode);
        Assert.Contains("two.password: 'one.password' sets the variable 'password' too.", clash.Error, StringComparison.Ordinal);
        Assert.Empty(Host.Programs.Started);

        await RunAsync("--secret", "one", "--secret", "two", "--env", "password={{two.password}}");
        Assert.Equal("second", Host.Programs.Environment["password"]);
    }

    [Fact]
    public async Task A_key_that_no_shell_can_express_is_an_error_that_names_it()
    {
        await CreateAsync("s", "--values", "{\"a-b\": \"value\", \"a_b\": \"other\"}");

        var run = await Host.RunAsync("run", "--secret", "s", "--", "true");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("s.a-b: no shell can express the variable 'a-b'. Use --upper or --prefix", run.Error, StringComparison.Ordinal);

        var clash = await Host.RunAsync("run", "--secret", "s", "--upper", "--", "true");
        Assert.Contains("'s.a-b' sets the variable 'A_B' too.", clash.Error, StringComparison.Ordinal);
        Assert.Empty(Host.Programs.Started);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("MAKEFLAGS")]
    [InlineData("PYTHONWARNINGS")]
    [InlineData("PROMPT_COMMAND")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("GIT_EXTERNAL_DIFF")]
    [InlineData("LD_PRELOAD")]
    [InlineData("BASH_ENV")]
    [InlineData("ZENML_STORE_URL")]
    public async Task A_key_that_could_make_the_command_run_other_code_is_refused_unless_an_option_sets_it(string name)
    {
        await CreateAsync("s", "--key-value", $"{name}=/bin");

        var run = await Host.RunAsync("run", "--secret", "s", "--", "true");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"s.{name}: '{name}' can change which programs run.", run.Error, StringComparison.Ordinal);
        Assert.Empty(Host.Programs.Started);

        await RunAsync("--secret", "s", "--prefix", "X_");
        Assert.Equal("/bin", Host.Programs.Environment[$"X_{name}"]);
    }

    [Theory]
    [InlineData("NoEquals1")]
    [InlineData("=hidden1")]
    [InlineData("a-b=hidden1")]
    [InlineData("A={{hidden1")]
    public async Task A_text_that_is_no_variable_is_an_error_that_does_not_show_it(string option)
    {
        var run = await Host.RunAsync("run", "--env", option, "--", "true");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("hidden1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NoEquals1", run.Error, StringComparison.Ordinal);
        Assert.Empty(Host.Programs.Started);
    }

    [Fact]
    public async Task A_variable_that_is_given_twice_is_an_error() => Assert.Contains(
        "--env sets the variable 'A' more than once.",
        (await Host.RunAsync("run", "--env", "A=1", "--env", "A=2", "--", "true")).Error,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("There is no command to run.", "run")]
    [InlineData("There is no command to run.", "run", "--")]
    [InlineData("Put -- before the command", "run", "true")]
    [InlineData("There is an argument before --.", "run", "true", "--", "x")]
    public async Task A_command_line_without_a_command_after_two_dashes_is_a_usage_error(string message, params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_code_of_the_command_is_passed_on()
    {
        Host.Programs.ExitCode = 42;

        Assert.Equal(42, (await Host.RunAsync("run", "--", "true")).ExitCode);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_exits_with_127_and_one_that_is_no_program_with_126()
    {
        await WriteAsync("text", "x");

        var absent = await Host.RunAsync("run", "--", "no-such-command-here");
        var text = await Host.RunAsync("run", "--", "./text");

        Assert.Equal((127, 126), (absent.ExitCode, text.ExitCode));
        Assert.Contains("The command 'no-such-command-here' was not found.", absent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_keeps_the_credentials_in_its_environment_and_gets_no_others()
    {
        await CreateAsync("s", "--k=value");
        var before = Host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()).Variables();

        await RunAsync("--secret", "s");

        Assert.Equal(
            before.Keys.Where(name => name.StartsWith("ZENML_", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Host.Programs.Environment.Keys.Where(name => name.StartsWith("ZENML_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_output_is_masked_also_when_a_value_is_split_across_writes()
    {
        await CreateAsync("s", "--k=pässword1", "--short=ab1");

        var run = await RunAsync("--secret", "s");

        Assert.Contains(
            "Warning: Values of fewer than 4 characters are not masked: s.short.", run.Error, StringComparison.Ordinal);
        using var filter = Host.Programs.Started[0].Filter!();
        var bytes = Encoding.UTF8.GetBytes("a pässword1 b");
        var shown = new List<byte>();
        foreach (var one in bytes)
        {
            shown.AddRange(filter.Pass([one]));
        }

        shown.AddRange(filter.Release());
        Assert.Equal("a *** b", Encoding.UTF8.GetString([.. shown]));
        byte[] binary = [0xff, 0xfe, 0x00, 0x80, 0x0a];
        Assert.Equal(binary, filter.Pass(binary));
    }

    [Fact]
    public async Task Without_masking_the_command_gets_the_values_and_the_streams_themselves()
    {
        await CreateAsync("s", "--k=password1", "--short=ab1");

        var run = await RunAsync("--secret", "s", "--no-masking");

        Assert.Equal("password1", Host.Programs.Environment["k"]);
        Assert.Equal(0, Assert.Single(Host.Programs.Direct));
        Assert.DoesNotContain("Warning", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_masking_a_watched_command_is_started_so_that_it_can_be_restarted_with_its_output_unchanged()
    {
        await CreateAsync("s", "--k=password1");

        await RunAsync("--secret", "s", "--no-masking", "--watch");

        Assert.Empty(Host.Programs.Direct);
        Assert.Null(Host.Programs.Started[0].Filter);
    }

    [Fact]
    public async Task Without_masking_the_exit_codes_are_the_same()
    {
        Host.Programs.ExitCode = 42;

        Assert.Equal(42, (await Host.RunAsync("run", "--no-masking", "--", "true")).ExitCode);
        Assert.Equal(127, (await Host.RunAsync("run", "--no-masking", "--", "no-such-command-here")).ExitCode);
    }

    [Fact]
    public async Task A_watched_command_restarts_when_a_value_changes_and_not_when_something_else_does()
    {
        await CreateAsync("s", "--k=first1", "--other=same11");
        Host.Programs.ExitCode = null;
        var running = Task.Run(() => RunAsync("--env", "V={{s.k}}", "--watch", "--interval", "1"));
        await Patience.UntilAsync(
            () => Task.FromResult(Host.Programs.Started.Count == 1 || running.IsCompleted), "the command to start",
            TestContext.Current.CancellationToken);

        await Host.RunAsync("secret", "update", "s", "--other=changed");
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Single(Host.Programs.Started);

        Host.Programs.ExitCode = 7;
        await Host.RunAsync("secret", "update", "s", "--k=second2");
        await Host.Programs.Restarted.InTimeAsync("the command to restart");

        Assert.Equal(7, (await running.InTimeAsync("the restarted command to exit")).ExitCode);
        Assert.Equal("second2", Host.Programs.Environment["V"]);
    }

    [Fact]
    public async Task A_watched_command_restarts_soon_after_a_change_where_the_store_reports_it_whatever_the_interval()
    {
        Assert.SkipWhen(Target == TestTarget.UpstreamServer, "A server of ZenML does not report changes.");
        await CreateAsync("s", "--k=first1");
        Host.Programs.ExitCode = null;
        var running = Task.Run(() => RunAsync("--env", "V={{s.k}}", "--watch", "--interval", "86400"));
        await Patience.UntilAsync(
            () => Task.FromResult(Host.Programs.Started.Count == 1 || running.IsCompleted), "the command to start",
            TestContext.Current.CancellationToken);

        Host.Programs.ExitCode = 7;
        await Host.RunAsync("secret", "update", "s", "--k=second2");
        await Host.Programs.Restarted.InTimeAsync("the command to restart");

        Assert.Equal(7, (await running.InTimeAsync("the restarted command to exit")).ExitCode);
        Assert.Equal("second2", Host.Programs.Environment["V"]);
    }

    private async Task<CliRun> RunAsync(params string[] options)
    {
        var run = await Host.RunAsync(["run", .. options, "--", "true"]);
        Assert.True(Host.Programs.Started.Count > 0, run.Error);
        return run;
    }

    private async Task CreateAsync(string name, params string[] values)
    {
        var created = await Host.RunAsync(["secret", "create", name, .. values]);
        Assert.True(created.ExitCode == 0, created.Error);
    }

    private Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(Host.Folder, file), text, TestContext.Current.CancellationToken);
}
