using ZenML.Cli.Tests.Commands;

namespace ZenML.Cli.Tests.Completion;

public class NameCompletionTests : CommandTest
{
    [Fact]
    public async Task Every_command_that_takes_a_secret_completes_its_name()
    {
        await CreateAsync("mlflow_secret", "username", "password");
        await CreateAsync("other", "k");
        string[] commands =
        [
            "secret get", "secret describe", "secret set", "secret update", "secret edit", "secret usages", "secret rename",
            "secret history", "secret diff", "secret rollback", "secret destroy", "secret copy", "secret move", "secret delete",
            "secret export", "secret share", "secret unshare", "secret access", "run --secret", "secret import .env --name",
            "secret get --scope workspace",
        ];

        foreach (var command in commands)
        {
            Assert.Equal((command, "mlflow_secret"), (command, string.Join(' ', await CompleteAsync($"zenml {command} ml"))));
        }

        Assert.Equal(["mlflow_secret", "other"], await CompleteAsync("zenml secret get "));
        Assert.Equal(["other"], await CompleteAsync("zenml secret delete mlflow_secret "));
        Assert.Equal(["other"], await CompleteAsync("zenml run --secret mlflow_secret --secret "));
        Assert.Equal(["--secret=other"], await CompleteAsync("zenml run --secret=o"));
        Assert.Empty(await CompleteAsync("zenml secret get --scope user ml"));
        Assert.Empty(await CompleteAsync("zenml secret create ml"));
    }

    [Fact]
    public async Task Names_of_keys_complete_and_values_do_not()
    {
        await CreateAsync("db", "username", "password", "port");

        Assert.Equal(["username", "password", "port"], await CompleteAsync("zenml secret get db "));
        Assert.Equal(["password", "port"], await CompleteAsync("zenml secret get db --key p"));
        Assert.Equal(["--key=port"], await CompleteAsync("zenml secret get db --key password --key=po"));
        Assert.Equal(["port"], await CompleteAsync("zenml secret update db -r po"));
        Assert.Equal(["--plain", "--password=", "--port="], await CompleteAsync("zenml secret update db --p"));
        Assert.Equal(["--password="], await CompleteAsync("zenml secret set db --port=1 --pa"));
        Assert.Equal(["words nospace", "--port="], await Host.AnswerAsync("bash", "zenml secret set db --po"));
        Assert.Empty(await CompleteAsync("zenml secret get no_such_secret "));
        Assert.Empty(await CompleteAsync("zenml secret update db --password=hid"));
    }

    [Fact]
    public async Task Stacks_and_components_complete_by_their_type()
    {
        await RegisterTrackerAsync();

        Assert.Equal(["default"], await CompleteAsync("zenml stack set d"));
        Assert.Equal(["default"], await CompleteAsync("zenml stack describe d"));
        Assert.Equal(["tracker"], await CompleteAsync("zenml experiment-tracker describe "));
        Assert.Equal(["tracker"], await CompleteAsync("zenml experiment-tracker delete tr"));
        Assert.Empty(await CompleteAsync("zenml orchestrator delete tr"));
        Assert.Equal(["default"], await CompleteAsync("zenml stack register default -o "));
        Assert.Equal(["tracker"], await CompleteAsync("zenml stack register s -o default -a default -e "));
        Assert.Equal(["--experiment_tracker=tracker"], await CompleteAsync("zenml stack update --experiment_tracker=t"));
        Assert.Equal(["--experiment-tracker=tracker"], await CompleteAsync("zenml stack update --experiment-tracker=t"));
        Assert.Equal(["tracking_uri"], await CompleteAsync("zenml experiment-tracker remove-attribute tracker tracking_u"));
        Assert.Equal(["team"], await CompleteAsync("zenml experiment-tracker remove-attribute tracker --label "));
    }

    [Fact]
    public async Task Flavors_and_their_attributes_complete()
    {
        await RegisterTrackerAsync();

        Assert.Equal(["--flavor=mlflow"], await CompleteAsync("zenml experiment-tracker register x --flavor=ml"));
        Assert.Equal(["mlflow"], await CompleteAsync("zenml experiment-tracker register x -f ml"));
        Assert.Equal(["mlflow"], await CompleteAsync("zenml experiment-tracker flavor describe ml"));
        Assert.Equal(
            ["--tracking_uri=", "--tracking_username="],
            await CompleteAsync("zenml experiment-tracker register x --flavor=mlflow --tracking_u"));
        Assert.Equal(
            ["--tracking_uri="], await CompleteAsync("zenml experiment-tracker update tracker --tracking_username=x --tracking_u"));
        Assert.Equal(
            ["--tracking_insecure_tls=true", "--tracking_insecure_tls=false"],
            await CompleteAsync("zenml experiment-tracker update tracker --tracking_insecure_tls="));
        Assert.Empty(await CompleteAsync("zenml experiment-tracker register x --tracking_u"));
        Assert.Equal(["--flavor"], await CompleteAsync("zenml experiment-tracker register x --f"));
    }

    [Fact]
    public async Task References_complete_inside_values()
    {
        await CreateAsync("db", "username", "password");
        await CreateAsync("with space", "k");

        Assert.Equal(
            ["--tracking_password={{db.username}}", "--tracking_password={{db.password}}"],
            await CompleteAsync("zenml experiment-tracker register x --flavor=mlflow --tracking_password={{"));
        Assert.Equal(
            ["--tracking_password={{db.password}}"],
            await CompleteAsync("zenml experiment-tracker register x --tracking_password={{db.pa"));
        Assert.Equal(
            ["words nospace", "URL=postgres://{{db.username}}:{{db.password}}"],
            await Host.AnswerAsync("bash", "zenml run --env URL=postgres://{{db.username}}:{{db.p"));
        Assert.Equal(["words", "URL={{db.password}}"], await Host.AnswerAsync("bash", "zenml run --env URL={{db.p"));
        Assert.Empty(await CompleteAsync("zenml run --env URL={{db.password}}"));
    }

    [Fact]
    public async Task Names_of_many_secrets_come_before_their_keys_in_references()
    {
        foreach (var number in Enumerable.Range(1, 9))
        {
            await CreateAsync($"db{number}", "username", "password");
        }

        Assert.Equal(["X={{db1.", "X={{db2."], (await CompleteAsync("zenml run --env X={{db")).Take(2));
        Assert.Equal(["X={{db2.username}}", "X={{db2.password}}"], await CompleteAsync("zenml run --env X={{db2"));
    }

    [Fact]
    public async Task Workspaces_and_users_complete()
    {
        await Host.RunAsync("workspace", "create", "research", "--description", "For papers.");

        Assert.Equal(["research"], await CompleteAsync("zenml workspace set r"));
        Assert.Equal(["--to-workspace=research"], await CompleteAsync("zenml secret copy a b --to-workspace=r"));
        Assert.Equal(["default"], await CompleteAsync("zenml user describe d"));
    }

    [Theory]
    [InlineData("team/db")]
    [InlineData("ada@example.com")]
    [InlineData("c++")]
    [InlineData("a,b")]
    [InlineData("db:5432")]
    [InlineData("clé")]
    public async Task A_name_with_punctuation_completes_from_each_of_its_characters(string name)
    {
        await CreateAsync(name, "k");

        for (var typed = 0; typed <= name.Length; typed++)
        {
            Assert.Equal([name], await CompleteAsync($"zenml secret get {name[..typed]}"));
        }
    }

    private protected Task<string[]> CompleteAsync(string line) => Host.CompleteAsync(line);

    private protected async Task CreateAsync(string name, params string[] keys)
    {
        var run = await Host.RunAsync(["secret", "create", name, .. keys.Select(key => $"--{key}=hidden-value")]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private async Task RegisterTrackerAsync()
    {
        var run = await Host.RunAsync(
            "experiment-tracker", "register", "tracker", "-f", "mlflow", "--tracking_uri=http://x", "--label", "team=ml");
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
