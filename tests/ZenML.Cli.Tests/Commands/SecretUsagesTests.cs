namespace ZenML.Cli.Tests.Commands;

public class SecretUsagesTests : CommandTest
{
    private const string Used =
        "The secret 'mlflow_secret' is used by:\n"
        + "  experiment tracker 'mlflow' (tracking_password, tracking_username), in the stack 'tracked'\n";

    [Fact]
    public async Task Usages_show_each_place_with_its_key_component_and_stack()
    {
        await RegisterAsync();

        var run = await Host.RunAsync("secret", "usages", "mlflow_secret");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("experiment tracker mlflow", run.Out, StringComparison.Ordinal);
        Assert.Contains("stack tracked", run.Out, StringComparison.Ordinal);
        Assert.Contains("tracking_username", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
        Assert.Contains("mlflow_secret", (await Host.RunAsync("secret", "usages")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usages_as_json_have_components_and_pipelines()
    {
        await RegisterAsync();
        await Host.RunAsync("secret", "create", "idle", "--k=v");

        var one = await Host.RunAsync("secret", "usages", "mlflow_secret", "--output", "json");
        var all = await Host.RunAsync("secret", "usages", "--output", "json");
        var unused = await Host.RunAsync("secret", "usages", "--unused", "--output", "json");
        var idle = await Host.RunAsync("secret", "usages", "idle", "--output", "json");

        Assert.Contains(
            """
                  "name": "mlflow",
                  "type": "experiment_tracker",
                  "attribute": "tracking_password",
                  "key": "password",
                  "stacks": [
                    "tracked"
                  ],
                  "outcome": "resolves"
            """,
            one.Out,
            StringComparison.Ordinal);
        Assert.Contains("\"pipelines\": []", one.Out, StringComparison.Ordinal);
        Assert.StartsWith("[", all.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("idle", all.Out, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"idle\"", unused.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("mlflow_secret", unused.Out, StringComparison.Ordinal);
        Assert.Contains("\"components\": []", idle.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unused_secret_says_so_and_the_list_of_unused_ones_takes_no_name()
    {
        Assert.Contains("No used secrets found.", (await Host.RunAsync("secret", "usages")).Error, StringComparison.Ordinal);
        Assert.Contains("No unused secrets found.", (await Host.RunAsync("secret", "usages", "--unused")).Error, StringComparison.Ordinal);
        await Host.RunAsync("secret", "create", "idle", "--k=v");

        Assert.Contains("idle", (await Host.RunAsync("secret", "usages", "--unused")).Out, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing uses the secret 'idle' in the workspace scope.",
            (await Host.RunAsync("secret", "usages", "idle")).Error,
            StringComparison.Ordinal);
        var both = await Host.RunAsync("secret", "usages", "idle", "--unused");
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("cannot be combined with a name", both.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Host.RunAsync("secret", "usages", "no_such")).ExitCode);
    }

    [Fact]
    public async Task Delete_names_what_uses_a_secret_before_it_asks()
    {
        await RegisterAsync();

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "delete", "mlflow_secret");

        Assert.StartsWith(Used + "Delete the secret 'mlflow_secret'", declined.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Host.RunAsync("secret", "get", "mlflow_secret")).ExitCode);
        var deleted = await Host.RunAsync("secret", "delete", "mlflow_secret", "--yes");
        Assert.Equal(0, deleted.ExitCode);
        Assert.StartsWith(Used + "Deleted", deleted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_of_an_unused_secret_says_nothing_about_uses()
    {
        await Host.RunAsync("secret", "create", "idle", "--k=v");

        Assert.DoesNotContain("used by", (await Host.RunAsync("secret", "delete", "idle", "--yes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rename_names_the_references_that_keep_the_old_name_and_asks_only_on_a_terminal()
    {
        await RegisterAsync();

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "rename", "mlflow_secret", "-n", "new_name");
        Assert.Equal(0, declined.ExitCode);
        Assert.StartsWith(
            Used + "These references keep the name 'mlflow_secret'. Rename the secret?", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", declined.Error, StringComparison.Ordinal);

        var script = await Host.RunAsync("secret", "rename", "mlflow_secret", "-n", "new_name");
        Assert.Equal(Used + "Renamed the secret 'mlflow_secret' to 'new_name'.\n", script.Error);

        await Host.RunAsync("secret", "rename", "new_name", "-n", "mlflow_secret");
        var sure = await Host.RunAsync(new FakeTerminal(), "secret", "rename", "mlflow_secret", "-n", "new_name", "--yes");
        Assert.Equal(Used + "Renamed the secret 'mlflow_secret' to 'new_name'.\n", sure.Error);
    }

    [Fact]
    public async Task Removing_a_key_that_is_used_names_its_uses_and_asks_only_on_a_terminal()
    {
        await RegisterAsync();
        const string uses = "These uses of the secret 'mlflow_secret' need a key that is removed:\n"
            + "  experiment tracker 'mlflow' (tracking_password), in the stack 'tracked'\n";

        var declined = await Host.RunAsync(new FakeTerminal("n"), "secret", "update", "mlflow_secret", "-r", "password");
        Assert.Contains(uses + "Remove the key?", declined.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", declined.Error, StringComparison.Ordinal);
        Assert.Contains("password", (await Host.RunAsync("secret", "get", "mlflow_secret")).Out, StringComparison.Ordinal);

        var other = await Host.RunAsync(new FakeTerminal(), "secret", "update", "mlflow_secret", "-r", "port");
        Assert.Equal(0, other.ExitCode);
        Assert.DoesNotContain("need a key", other.Error, StringComparison.Ordinal);

        var script = await Host.RunAsync("secret", "update", "mlflow_secret", "-r", "password");
        Assert.Equal(0, script.ExitCode);
        Assert.Contains(uses + "Updated", script.Error, StringComparison.Ordinal);
        var sure = await Host.RunAsync(new FakeTerminal(), "secret", "update", "mlflow_secret", "-r", "username", "--yes");
        Assert.Equal(0, sure.ExitCode);
        Assert.Contains("(tracking_username)", sure.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_secret_behind_a_private_one_is_named_as_used_by_others()
    {
        await RegisterAsync();
        await Host.RunAsync("secret", "create", "mlflow_secret", "--scope", "user", "--password=own");
        var list = await Host.RunAsync("secret", "list", "--scope=workspace", "--output", "json");
        var id = list.Out[(list.Out.IndexOf("\"id\": \"", StringComparison.Ordinal) + 7)..][..36];

        var deleted = await Host.RunAsync("secret", "delete", id, "--yes");

        Assert.StartsWith(
            Used + "For you, these references mean your own secret of that name. For other users, they mean this one.\n",
            deleted.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_a_component_warns_of_a_key_that_does_not_exist_with_the_nearest_one()
    {
        await Host.RunAsync("secret", "create", "mlflow_secret", "--username=admin", "--password=abc");

        var mistyped = await Host.RunAsync(
            "experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{mlflow_secret.pasword}}");
        var update = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_username={{mlflow_secert.username}}");
        var unlike = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_token={{mlflow_secret.token}}");
        var right = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_username={{mlflow_secret.username}}");
        var later = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_token={{made_later.token}}");

        Assert.All((CliRun[])[mistyped, update, unlike, right, later], run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(
            "Registered the experiment tracker 't'.\n"
            + "Warning: The secret 'mlflow_secret' has no key 'pasword'. Did you mean 'password'?\n",
            mistyped.Error);
        Assert.Contains(
            "Warning: There is no secret 'mlflow_secert'. Did you mean 'mlflow_secret'?\n", update.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pasword", update.Error, StringComparison.Ordinal);
        Assert.Contains("Warning: The secret 'mlflow_secret' has no key 'token'.\n", unlike.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", right.Error + later.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_updating_and_validating_warn_of_a_reference_inside_a_longer_text()
    {
        const string warning = "Warning: The attribute 'tracking_uri' of the experiment tracker 't' has a reference inside a longer text. "
            + "Only an attribute that is exactly one reference, {{secret.key}}, is resolved.\n";
        await Host.RunAsync("secret", "create", "db", "--user=ada", "--host=localhost");
        var registered = await Host.RunAsync(
            "experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_uri=http://{{db.host}}:5000");
        var padded = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_uri= {{db.host}} ");
        var other = await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_username={{db.user}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");
        var validated = await Host.RunAsync("stack", "validate", "s");
        var document = await Host.RunAsync("stack", "validate", "s", "--output", "json");
        await Host.RunAsync("experiment-tracker", "update", "t", "--tracking_uri={{ db.host }}");

        Assert.Equal("Registered the experiment tracker 't'.\n" + warning, registered.Error);
        Assert.Equal("Updated the experiment tracker 't'.\n" + warning, padded.Error);
        Assert.DoesNotContain("Warning", other.Error, StringComparison.Ordinal);
        Assert.StartsWith(warning, validated.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, "[]\n"), (validated.ExitCode, document.ExitCode, document.Out));
        Assert.DoesNotContain("longer text", (await Host.RunAsync("stack", "validate", "s")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_secrets_warns_before_it_asks_for_a_key_that_is_nearly_an_existing_one()
    {
        await Host.RunAsync("secret", "create", "mlflow_secret", "--username=admin", "--password=abc");
        await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{mlflow_secret.pasword}}");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t");

        var run = await Host.RunAsync(new FakeTerminal("value"), "stack", "register-secrets", "s");

        Assert.StartsWith(
            "Warning: The secret 'mlflow_secret' has no key 'pasword'. Did you mean 'password'?\nValue for mlflow_secret.pasword",
            run.Error,
            StringComparison.Ordinal);
    }

    private async Task RegisterAsync()
    {
        await Host.RunAsync("secret", "create", "mlflow_secret", "--username=admin", "--password=abc", "--port=1");
        await Host.RunAsync(
            "experiment-tracker", "register", "mlflow", "--flavor=mlflow", "--tracking_uri=http://127.0.0.1:5000",
            "--tracking_username={{mlflow_secret.username}}", "--tracking_password={{mlflow_secret.password}}");
        await Host.RunAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "mlflow");
    }
}
