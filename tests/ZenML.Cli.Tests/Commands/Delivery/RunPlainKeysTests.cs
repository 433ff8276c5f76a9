using System.Text;

namespace ZenML.Cli.Tests.Commands.Delivery;

/// <summary>What <c>zenml run</c> masks if keys are marked as not secret.</summary>
public class RunPlainKeysTests : CommandTest
{
    [Fact]
    public async Task Values_of_plain_keys_are_shown_and_those_of_others_are_masked()
    {
        await CreateAsync("db", "--user=app-user", "--password=hunter2-long", "--plain", "user");

        var run = await RunAsync("--secret", "db", "--env", "URL=postgres://{{db.user}}:{{db.password}}@h");

        Assert.Equal("app-user", Host.Programs.Environment["user"]);
        Assert.Equal("postgres://app-user:hunter2-long@h", Host.Programs.Environment["URL"]);
        Assert.Equal("app-user *** postgres://app-user:***@h", Show("app-user hunter2-long postgres://app-user:hunter2-long@h"));
        Assert.DoesNotContain("Warning", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_value_of_a_reference_is_shown_whether_a_variable_is_inherited_or_given()
    {
        await CreateAsync("db", "--user=app-user", "--password=hunter2-long", "--plain", "user");
        Host.Variables["INHERITED"] = "{{db.user}}";

        await RunAsync("--env", "P={{db.password}}");

        Assert.Equal("app-user ***", Show("app-user hunter2-long"));
    }

    [Fact]
    public async Task A_plain_value_that_equals_a_secret_value_or_contains_one_is_masked()
    {
        await CreateAsync(
            "db", "--user=same-text", "--url=http://same-text@h", "--password=same-text", "--plain", "user", "--plain", "url");

        await RunAsync("--secret", "db");

        Assert.Equal("*** http://***@h", Show("same-text http://same-text@h"));
    }

    [Fact]
    public async Task A_short_plain_value_causes_no_warning_and_a_secret_with_plain_keys_alone_needs_no_masking()
    {
        await CreateAsync("db", "--port=80", "--user=app-user", "--plain", "port", "--plain", "user");

        var run = await RunAsync("--secret", "db");

        Assert.DoesNotContain("Warning", run.Error, StringComparison.Ordinal);
        Assert.Null(Host.Programs.Started[^1].Filter);
    }

    [Fact]
    public async Task A_key_whose_mark_is_removed_is_masked_again()
    {
        await CreateAsync("db", "--user=app-user", "--plain", "user");
        Assert.Equal(0, (await Host.RunAsync("secret", "update", "db", "--no-plain", "user")).ExitCode);

        await RunAsync("--secret", "db");

        Assert.Equal("***", Show("app-user"));
    }

    private string Show(string text)
    {
        using var filter = Host.Programs.Started[^1].Filter!();
        var shown = Encoding.UTF8.GetString(filter.Pass(Encoding.UTF8.GetBytes(text)));
        return shown + Encoding.UTF8.GetString(filter.Release());
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
}
