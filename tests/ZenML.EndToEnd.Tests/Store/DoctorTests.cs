namespace ZenML.EndToEnd.Tests.Store;

/// <summary><c>zenml doctor</c> in wrong states that only a process of its own can be in.</summary>
public sealed class DoctorTests : EndToEndTest
{
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups --";

    [Theory]
    [InlineData("chmod 000 config", "config", "You cannot read the folder '{0}/config'. To fix that, run: chmod 700 '{0}/config'")]
    [InlineData(
        "mkdir -m 700 closed", "closed/config",
        "You cannot reach '{0}/closed/config', because you cannot enter the folder '{0}/closed'. It belongs to another account.")]
    [InlineData(
        "mkdir -m 755 fixed", "fixed/a/config",
        "You cannot create '{0}/fixed/a/config', because you cannot write to the folder '{0}/fixed'. It belongs to another account.")]
    public async Task A_folder_out_of_reach_is_one_error_that_names_it_and_the_other_checks_run(string spoil, string path, string expected)
    {
        await BeNobodyAsync(spoil);
        Zenml.Variables["ZENML_CONFIG_PATH"] = Path.Combine(Zenml.Home, path);

        var run = (await Zenml.InShellAsync($"{AsNobody} \"$0\" doctor")).Expect(1);

        var error = Assert.Single(run.Out.Split('\n'), line => line.StartsWith("┃ error", StringComparison.Ordinal));
        Assert.Contains($" folder ", error, StringComparison.Ordinal);
        Assert.Contains(string.Format(null, expected, Zenml.Home), error, StringComparison.Ordinal);
        Assert.Matches("(?m)^┃ ok +│ variables ", run.Out);
        Assert.Matches("(?m)^┃ ok +│ version ", run.Out);
        Assert.DoesNotContain("creates it", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_says_that_the_folder_of_the_store_cannot_be_read()
    {
        await BeNobodyAsync("chmod 000 config");

        var run = (await Zenml.InShellAsync($"{AsNobody} \"$0\" secret list")).Expect(1);

        Assert.Contains($"You cannot read the folder '{Zenml.ConfigPath}'", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZENML_ACTIVE_STACK_ID", "missing", "stack", "There is no stack 'missing', which ZENML_ACTIVE_STACK_ID names")]
    [InlineData(
        "ZENML_ACTIVE_WORKSPACE_ID", "missing", "workspace", "There is no workspace 'missing', which ZENML_ACTIVE_WORKSPACE_ID names")]
    [InlineData("ZENML_STORE_API_KEY", "ZENKEY_x", "variables", "A login for a server is given (ZENML_STORE_API_KEY")]
    [InlineData("ZENML_SECRET_VALIDATION_LEVEL", "SOME", "variables", "ZENML_SECRET_VALIDATION_LEVEL must be")]
    public async Task A_variable_with_which_commands_fail_is_an_error_in_their_words(
        string name, string value, string check, string expected)
    {
        await Zenml.OkAsync("secret", "create", "s", "--password=p");
        Zenml.Variables[name] = value;

        var run = (await Zenml.RunAsync("doctor")).Expect(1);
        var validation = await Zenml.RunAsync("stack", "validate");

        var error = Assert.Single(run.Out.Split('\n'), line => line.StartsWith("┃ error", StringComparison.Ordinal));
        Assert.Matches($"^┃ error +│ {check} ", error);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(expected, validation.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZENML_ACTIVE_STACK_ID", "stack")]
    [InlineData("ZENML_ACTIVE_WORKSPACE_ID", "workspace")]
    public async Task A_name_that_a_new_store_will_not_have_is_a_warning_before_there_is_a_store(string name, string check)
    {
        Zenml.Variables[name] = "default";
        Assert.DoesNotContain("┃ warning", (await Zenml.OkAsync("doctor")).Out, StringComparison.Ordinal);

        Zenml.Variables[name] = "missing";
        var run = await Zenml.OkAsync("doctor");

        var warning = Assert.Single(run.Out.Split('\n'), line => line.StartsWith("┃ warning", StringComparison.Ordinal));
        Assert.Matches($"^┃ warning +│ {check} ", warning);
        Assert.Contains($"{name} does not name 'default'", warning, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Zenml.ConfigPath));
    }

    [Theory]
    [InlineData("ZENML_STORE_URL", "foo")]
    [InlineData("HOME", "relative")]
    public async Task A_cause_that_several_checks_notice_is_one_problem(string name, string value)
    {
        var unset = name == "HOME" ? "unset ZENML_CONFIG_PATH XDG_CONFIG_HOME; " : "";

        var run = (await Zenml.InShellAsync($"{unset}export {name}={value}; \"$0\" doctor 2>&1")).Expect(1);

        Assert.Single(run.Out.Split('\n'), line => line.StartsWith("┃ error", StringComparison.Ordinal));
        Assert.EndsWith("Error: 1 problem found. Nothing was changed.", run.Out.TrimEnd(), StringComparison.Ordinal);
    }

    private async Task BeNobodyAsync(string spoil)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can be somebody else.");
        var canRun = (await Zenml.InShellAsync($"{AsNobody} \"$0\" --version")).ExitCode == 0;
        Assert.SkipUnless(canRun, "Another user cannot run the executable where it is.");
        (await Zenml.InShellAsync($"chmod 711 . && mkdir -m 700 config && chown 65534 config && {spoil}")).Expect(0);
    }
}
