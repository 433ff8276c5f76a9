using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>Which secret a command finds, and what it says if it finds none.</summary>
public class SecretSearchTests : CommandTest
{
    private bool IsStock => Target == TestTarget.UpstreamServer;

    [Theory]
    [InlineData("secret get gone")]
    [InlineData("secret get gone k")]
    [InlineData("secret get gone --version 1")]
    [InlineData("secret get gone --output json")]
    [InlineData("secret describe gone")]
    [InlineData("secret history gone")]
    [InlineData("secret diff gone")]
    [InlineData("secret usages gone")]
    [InlineData("secret export gone --filename -")]
    [InlineData("secret update gone --k=w")]
    [InlineData("secret rollback gone --to 1")]
    [InlineData("secret rename gone --new-name x")]
    [InlineData("secret delete gone --yes")]
    [InlineData("run --secret gone -- true")]
    [InlineData("inject -i template")]
    [InlineData("inject -i template --check")]
    [InlineData("stack validate tracked")]
    public async Task A_secret_that_was_deleted_is_an_error_that_says_when_and_how_to_restore_it(string command)
    {
        Assert.SkipWhen(IsStock, "A server of ZenML keeps no deleted secrets.");
        await OkAsync("secret", "create", "gone", "--k=v");
        await OkAsync("secret", "delete", "gone", "--yes");
        await File.WriteAllTextAsync(Path.Combine(Host.Folder, "template"), "{{gone.k}}", TestContext.Current.CancellationToken);
        await OkAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{gone.k}}");
        await OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "t");

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches(
            @"\nThe secret 'gone' was deleted on 20\d\d-\d\d-\d\d\. To restore it: zenml secret undelete gone\n$", run.Error);
    }

    [Fact]
    public async Task What_is_missing_of_a_secret_that_exists_says_nothing_of_a_deleted_namesake()
    {
        Assert.SkipWhen(IsStock, "A server of ZenML keeps no deleted secrets.");
        await OkAsync("secret", "create", "s", "--k=v");
        await OkAsync("secret", "delete", "s", "--yes");
        await OkAsync("secret", "create", "s", "--k=v");

        var version = await Host.RunAsync("secret", "get", "s", "--version", "7");
        var key = await Host.RunAsync("secret", "get", "s", "nope");

        Assert.Equal((1, 1), (version.ExitCode, key.ExitCode));
        Assert.DoesNotContain("undelete", version.Error + key.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret get mlflow")]
    [InlineData("secret describe mlflow")]
    [InlineData("secret usages mlflow")]
    public async Task Output_for_people_accepts_the_beginning_of_a_name_and_says_which_secret_it_found(string command)
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=v");
        await OkAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{mlflow_secret.password}}");

        var run = await OkAsync(command.Split(' '));

        Assert.Contains("mlflow_secret", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret get mlflow password")]
    [InlineData("secret get mlflow --output json")]
    [InlineData("secret get mlflow --key password --output yaml")]
    [InlineData("secret describe mlflow --output json")]
    [InlineData("secret usages mlflow --output json")]
    [InlineData("secret export mlflow")]
    [InlineData("secret export mlflow --format env --filename -")]
    [InlineData("secret update mlflow --password=x")]
    public async Task Output_for_programs_and_changes_want_the_whole_name_and_name_the_secret_that_was_meant(string command)
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=v");

        var run = await Host.RunAsync(command.Split(' '));

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            "Error: There is no secret 'mlflow'. Did you mean 'mlflow_secret'? Give the whole name: only output for people accepts the "
            + "beginning of one.\n", run.Error);
        Assert.False(File.Exists(Path.Combine(Host.Folder, "mlflow_secret.yaml")));
    }

    [Fact]
    public async Task Output_for_programs_says_that_several_names_begin_like_the_one_that_was_given()
    {
        await OkAsync("secret", "create", "mlflow_one", "--password=v");
        await OkAsync("secret", "create", "mlflow_two", "--password=v");

        var run = await Host.RunAsync("secret", "get", "mlflow", "--output", "json");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            "Error: There is no secret 'mlflow', but more than one begins like that. Give the whole name. To list them: zenml secret "
            + "list\n",
            run.Error);
    }

    [Fact]
    public async Task Output_for_programs_suggests_a_similar_name()
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=v");

        var run = await Host.RunAsync("secret", "get", "mlflow_secrt", "--output", "json");

        Assert.StartsWith("Error: There is no secret 'mlflow_secrt'. Did you mean 'mlflow_secret'?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db.password")]
    [InlineData("{{db.password}}")]
    [InlineData("{{ db.password }}")]
    public async Task A_reference_in_the_place_of_a_name_is_answered_with_the_command_that_shows_the_key(string text)
    {
        await OkAsync("secret", "create", "db", "--password=v");

        var run = await Host.RunAsync("secret", "get", text);

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            $"Error: There is no secret '{text}'. To show the key 'password' of the secret 'db': zenml secret get db password\n",
            run.Error);
    }

    [Fact]
    public async Task References_that_do_not_resolve_are_answered_with_the_nearest_names_and_keys()
    {
        await OkAsync("secret", "create", "mlflow_secret", "--password=v");
        await File.WriteAllTextAsync(
            Path.Combine(Host.Folder, "template"), "{{mlflow_secret.pasword}} {{mlflow_secrt.password}}",
            TestContext.Current.CancellationToken);
        await OkAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password={{mlflow_secret.pasword}}");
        await OkAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "t");

        var injected = await Host.RunAsync("inject", "-i", "template");
        var run = await Host.RunAsync("run", "--secret", "mlflow_secrt", "--env", "A={{mlflow_secret.pasword}}", "--", "true");
        var validated = await Host.RunAsync("stack", "validate", "tracked");

        const string Key = "Did you mean 'mlflow_secret.password' instead of 'mlflow_secret.pasword'?";
        Assert.Contains(Key, injected.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'mlflow_secret.password' instead of 'mlflow_secrt.password'?", injected.Error, StringComparison.Ordinal);
        Assert.Contains(Key, run.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'mlflow_secret' instead of 'mlflow_secrt'?", run.Error, StringComparison.Ordinal);
        Assert.EndsWith($"{Key}\n", validated.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (injected.ExitCode, run.ExitCode, validated.ExitCode));
    }

    [Fact]
    public async Task A_similar_secret_is_not_suggested_without_the_key_or_for_a_secret_that_was_deleted()
    {
        Assert.SkipWhen(IsStock, "A server of ZenML keeps no deleted secrets.");
        await OkAsync("secret", "create", "app2", "--a=v");
        var missing = await Host.RunAsync("run", "--env", "A={{app.user}}", "--", "true");
        await OkAsync("secret", "create", "app", "--b=v");
        await OkAsync("secret", "delete", "app", "--yes");

        var run = await Host.RunAsync("run", "--env", "A={{app.a}}", "--secret", "app", "--", "true");
        var exported = await Host.RunAsync("secret", "export", "app");

        Assert.All([missing, run, exported], failed => Assert.Equal(1, failed.ExitCode));
        Assert.All(
            [missing, run, exported], failed => Assert.DoesNotContain("Did you mean", failed.Error, StringComparison.Ordinal));
        Assert.EndsWith("To restore it: zenml secret undelete app\n", run.Error, StringComparison.Ordinal);
        Assert.Matches(
            @"^Error: There is no secret 'app'\.\nThe secret 'app' was deleted on [-\d]+\. To restore it: zenml secret undelete app\n$",
            exported.Error);
    }

    [Fact]
    public async Task The_keys_of_a_secret_with_many_fit_on_lines_of_a_piped_table()
    {
        await OkAsync(["secret", "create", "s", .. Enumerable.Range(0, 60).Select(index => $"--key_number_{index:00}=x")]);
        await OkAsync(["secret", "update", "s", .. Enumerable.Range(0, 60).Select(index => $"--key_number_{index:00}=y")]);

        var described = await OkAsync("secret", "describe", "s");

        Assert.All(described.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 110));
        Assert.Contains("key_number_59", described.Out, StringComparison.Ordinal);
        if (!IsStock)
        {
            var history = await OkAsync("secret", "history", "s");
            Assert.Contains("key_number_19 and 40 more", history.Out, StringComparison.Ordinal);
            var newest = JsonNode.Parse((await OkAsync("secret", "history", "s", "--output", "json")).Out)![0]!;
            Assert.Equal(60, newest["changed"]!.AsArray().Count);
        }
    }

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
