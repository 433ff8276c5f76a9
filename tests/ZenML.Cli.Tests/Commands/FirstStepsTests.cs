namespace ZenML.Cli.Tests.Commands;

/// <summary>What a newcomer types and runs into, and what the messages say to do next.</summary>
public sealed class FirstStepsTests : CommandTest
{
    [Fact]
    public async Task A_name_that_is_taken_is_reported_with_the_command_that_changes_its_owner()
    {
        await CreateTrackedStackAsync();

        var secret = await Host.RunAsync("secret", "create", "mlflow_secret", "--username=x");
        var tracker = await Host.RunAsync("experiment-tracker", "register", "mlflow", "--flavor=mlflow");
        var stack = await Host.RunAsync("stack", "register", "tracked", "-o", "default", "-a", "default");

        Assert.All([secret, tracker, stack], run => Assert.Equal(1, run.ExitCode));
        Assert.Contains("To change it: zenml secret update mlflow_secret --KEY=VALUE", secret.Error, StringComparison.Ordinal);
        Assert.Contains(
            "An experiment tracker named 'mlflow' already exists in the workspace 'default'. "
                + "To change it: zenml experiment-tracker update mlflow --KEY=VALUE",
            tracker.Error,
            StringComparison.Ordinal);
        Assert.Contains("To change it: zenml stack update tracked --help", stack.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc123\n", true)]
    [InlineData("abc123", false)]
    [InlineData("one\ntwo\n", false)]
    public async Task A_one_line_value_from_standard_input_that_ends_with_a_line_break_causes_a_warning(string input, bool warns)
    {
        Host.Input = input;

        var run = await Host.RunAsync("secret", "create", "s", "--password=@-");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(warns, run.Error.Contains(
            "Warning: The value of 'password' ends with a line break, which is part of it. To leave it out, use --trim.",
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_one_line_value_from_a_file_that_ends_with_a_line_break_causes_a_warning()
    {
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "p.txt"), "abc123\n", TestContext.Current.CancellationToken);

        var run = await Host.RunAsync("secret", "create", "s", "--password=@p.txt");

        Assert.Contains("ends with a line break, which is part of it. To leave it out, use --trim.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_value_from_standard_input_is_stored_with_a_warning()
    {
        var create = await Host.RunAsync("secret", "create", "s3", "--password=@-");
        var update = await Host.RunAsync("secret", "update", "s3", "--password=@-");
        var deliberate = await Host.RunAsync("secret", "create", "s4", "--password=");

        Assert.All([create, update], run => Assert.Contains(
            "Warning: s3.password is empty. To set it: zenml secret update s3 --password=@-", run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("Warning", deliberate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_asks_before_it_stores_an_empty_value_for_a_missing_key()
    {
        await CreateTrackedStackAsync();

        var run = await Host.RunAsync(new FakeTerminal("", "", "abc123"), "stack", "register-secrets", "--skip-existing");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Set mlflow_secret.password to an empty value? [y/N]", run.Error, StringComparison.Ordinal);
        Assert.Contains("abc123", (await Host.RunAsync("secret", "get", "mlflow_secret")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_stores_an_empty_value_after_a_yes_and_names_the_command_that_sets_it()
    {
        await CreateTrackedStackAsync();

        var run = await Host.RunAsync(new FakeTerminal("", "y"), "stack", "register-secrets", "--skip-existing");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "mlflow_secret.password is empty. To set it: zenml secret update mlflow_secret --password=@-",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_keeps_an_existing_value_after_enter_and_asks_nothing_more()
    {
        await CreateTrackedStackAsync();

        var run = await Host.RunAsync(new FakeTerminal("", "abc123"), "stack", "register-secrets");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("to an empty value?", run.Error, StringComparison.Ordinal);
        var secret = await Host.RunAsync("secret", "get", "mlflow_secret", "--output", "json");
        Assert.Contains("admin", secret.Out, StringComparison.Ordinal);
        Assert.Contains("abc123", secret.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option: --skip-existng.\nDid you mean '--skip-existing'?", "stack", "register-secrets", "--skip-existng")]
    [InlineData("Unknown option: --foo.", "stack", "validate", "--foo")]
    [InlineData("Unknown option: --foo.", "stack", "set", "--foo")]
    [InlineData("Unknown option: --foo.", "stack", "describe", "--foo")]
    [InlineData("Unknown option: --foo.", "secret", "get", "--foo")]
    [InlineData("Unknown option: --foo.", "secret", "get", "--foo", "s")]
    [InlineData("Unknown option: --foo.", "user", "create", "--foo")]
    [InlineData("Too many arguments. They are not shown, because they could be values.", "secret", "get", "--hunter2")]
    public async Task An_unknown_option_is_not_taken_for_a_name(string message, params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith($"Error: {message}\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_begins_with_dashes_can_be_given_after_two_dashes()
    {
        var run = await Host.RunAsync("stack", "set", "--", "--foo");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There is no stack '--foo'.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_to_a_server_of_this_machine_that_does_not_run_says_how_to_start_one()
    {
        Host.Input = "abc123";

        var run = await Host.RunAsync("connect", "--url", "http://127.0.0.1:1", "--username", "default", "--password", "@-");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be reached: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("To start one on this machine: zenml up", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("zenml disconnect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_on_the_command_line_causes_a_warning_that_names_the_form_for_files()
    {
        var run = await Host.RunAsync("connect", "--url", "http://127.0.0.1:1", "--username", "default", "--password", "/home/you/p");

        Assert.Contains("Use --password @-, --password @FILE or the variable", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tracking_password={{mlflow_secret}}", "'tracking_password' is not a reference, so it is used as text")]
    [InlineData("--tracking_password={mlflow_secret.password}", "'tracking_password' is not a reference, so it is used as text")]
    [InlineData("--tracking_uri=127.0.0.1:5000", "'tracking_uri' has no scheme")]
    [InlineData("--tracking_uri=http://127.0.0.1:5000", null)]
    [InlineData("--tracking_uri=databricks", null)]
    [InlineData("--tracking_username={\"a\": 1}", null)]
    [InlineData("--tracking_username={}", null)]
    [InlineData("--tracking_password={{mlflow_secret.password}}", null)]
    public async Task A_value_that_was_probably_meant_as_a_reference_or_an_address_causes_a_warning(string argument, string? warning)
    {
        var run = await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", argument);

        Assert.Equal(warning is not null, run.Error.Contains("Warning: The value of", StringComparison.Ordinal));
        Assert.Contains(warning ?? "Registered", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no stack 'trackd'. Did you mean 'tracked'? To list them: zenml stack list", "stack", "set", "trackd")]
    [InlineData(
        "There is no secret 'mlflow_sekret'. Did you mean 'mlflow_secret'? To list them: zenml secret list",
        "secret", "get", "mlflow_sekret")]
    [InlineData("There is no secret 'mother'. To list them: zenml secret list", "secret", "get", "mother")]
    [InlineData(
        "There is no secret 'MLFLOW_SECRET'. Did you mean 'mlflow_secret'? To list them: zenml secret list",
        "secret", "get", "MLFLOW_SECRET")]
    [InlineData(
        "There is no experiment tracker 'mlfow'. Did you mean 'mlflow'? To list them: zenml experiment-tracker list",
        "stack", "register", "other", "-o", "default", "-a", "default", "-e", "mlfow")]
    [InlineData(
        "There is no experiment tracker flavor 'mlflw'. Did you mean 'mlflow'? To list the flavors: zenml experiment-tracker flavor list",
        "experiment-tracker", "register", "other", "--flavor=mlflw")]
    public async Task A_mistyped_name_is_reported_with_the_one_that_was_probably_meant(string message, params string[] arguments)
    {
        await CreateTrackedStackAsync();

        var run = await Host.RunAsync(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"Error: {message}\n", run.Error);
    }

    [Fact]
    public async Task Without_a_terminal_register_secrets_names_the_command_that_sets_the_value()
    {
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{missing.password}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");

        var run = await Host.RunAsync("stack", "register-secrets", "s");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(
            "To set it from a script: zenml secret set missing --password=@-\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_stack_cannot_be_deleted_and_nobody_is_sent_to_activate_another_one_first()
    {
        var run = await Host.RunAsync("stack", "delete", "default", "--yes");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("active", run.Error, StringComparison.Ordinal);
        Assert.Contains("The default stack cannot be changed or deleted.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_that_stacks_use_is_not_deleted_and_the_error_names_up_to_three_of_them()
    {
        await CreateTrackedStackAsync();
        var one = await Host.RunAsync("experiment-tracker", "delete", "mlflow", "--yes");
        foreach (var name in (string[])["b", "c", "d", "e"])
        {
            await Host.RunAsync("stack", "register", name, "-o", "default", "-a", "default", "-e", "mlflow");
        }

        var many = await Host.RunAsync("experiment-tracker", "delete", "mlflow", "--yes");

        Assert.Contains(
            "The experiment tracker 'mlflow' is part of the stack 'tracked'. Remove it from that stack first: "
                + "zenml stack remove-component --help",
            one.Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "is part of the stacks 'tracked', 'b', 'c' and 2 more. Remove it from those stacks", many.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_apart_from_its_at_sign_is_named_with_the_spelling_that_works()
    {
        var run = await Host.RunAsync("secret", "create", "s", "--username", "@-");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("Error: --username has no '='. Write --username=@-.\n", run.Error);
    }

    private async Task CreateTrackedStackAsync()
    {
        await Host.RunAsync("secret", "create", "mlflow_secret", "--username=admin");
        await Host.RunAsync(
            "experiment-tracker", "register", "mlflow", "--flavor=mlflow", "--tracking_username={{mlflow_secret.username}}",
            "--tracking_password={{mlflow_secret.password}}");
        var run = await Host.RunAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "mlflow", "--set");
        Assert.Equal(0, run.ExitCode);
    }
}
