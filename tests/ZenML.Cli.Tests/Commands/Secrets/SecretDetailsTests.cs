using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>Descriptions, tags and expiry of secrets on the command line.</summary>
public class SecretDetailsTests : CommandTest
{
    [Fact]
    public async Task Details_are_set_shown_changed_and_removed()
    {
        await OkAsync(
            "secret", "create", "s", "--k=value-one", "--description", "The warehouse", "--tag", "team=ml", "--tag", "env=", "--expires",
            "2027-01-31");

        var described = await OkAsync("secret", "describe", "s");
        var read = await OkAsync("secret", "get", "s");
        await OkAsync("secret", "update", "s", "--tag", "team=data", "--remove-tag", "env", "--expires", "never", "--description", "");
        var same = await OkAsync("secret", "update", "s", "--tag", "team=data");
        var changed = JsonNode.Parse((await OkAsync("secret", "describe", "s", "--output", "json")).Out)!;
        var history = await OkAsync("secret", "history", "s");

        Assert.Contains("The warehouse", described.Out, StringComparison.Ordinal);
        Assert.Contains("env=, team=ml", described.Out, StringComparison.Ordinal);
        Assert.Contains("2027-01-31T00:00:00.000000Z", described.Out, StringComparison.Ordinal);
        Assert.Contains("DESCRIPTION: The warehouse\nTAGS: env=, team=ml\nEXPIRES: 2027-01-31", read.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing to change.", same.Error, StringComparison.Ordinal);
        Assert.Equal(
            ("""{"team":"data"}""", null, null),
            (changed["tags"]!.ToJsonString(), changed["description"], changed["expires"]));
        Assert.Contains("details: description, tags, expires", history.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_changes_details_of_an_existing_secret_and_lists_are_filtered_by_tag()
    {
        await OkAsync("secret", "set", "s", "--k=v", "--tag", "team=ml");
        await OkAsync("secret", "set", "s", "--k=v", "--description", "d");
        await OkAsync("secret", "create", "other", "--k=v", "--tag=a");

        var listed = JsonNode.Parse((await OkAsync("secret", "list", "--tag=team=ml", "--output", "json")).Out)!.AsArray();

        Assert.Equal(("s", "d"), ((string)Assert.Single(listed)!["name"]!, (string)listed[0]!["description"]!));
        Assert.Equal(
            ["k", "tag"],
            JsonNode.Parse((await OkAsync("secret", "describe", "other", "--output", "json")).Out)!["keys"]!.AsArray()
                .Select(key => (string)key!));
    }

    [Theory]
    [InlineData("--tag takes NAME=VALUE", "--tag", "team")]
    [InlineData("--expires must be a date", "--expires", "tomorrow")]
    [InlineData("--expires must be a date", "--expires", "2027-02-30")]
    [InlineData("is not a valid tag", "--tag", " a=b")]
    public async Task A_mistake_in_details_is_refused_before_anything_is_written(string message, params string[] options)
    {
        var run = await Host.RunAsync(["secret", "create", "s", "--k=v", .. options]);

        Assert.Equal(message.StartsWith("--", StringComparison.Ordinal) ? 2 : 1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await OkAsync("secret", "list", "--output", "json")).Out);
    }

    [Fact]
    public async Task Validation_warns_of_secrets_that_have_expired_or_will_in_thirty_days()
    {
        await OkAsync("secret", "create", "late", "--k=v", "--expires", "2020-01-31");
        await OkAsync("secret", "create", "soon", "--k=v", "--expires", "29d");
        await OkAsync("secret", "create", "fine", "--k=v", "--expires", "40d");
        await OkAsync(
            "experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_username={{late.k}}", "--tracking_password={{soon.k}}",
            "--tracking_token={{fine.k}}");
        await OkAsync("stack", "register", "st", "-o", "default", "-a", "default", "-e", "t");

        var run = await OkAsync("stack", "validate", "st");

        Assert.Contains("Warning: The secret 'late' expired on 2020-01-31.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Warning: The secret 'soon' expires on ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("'fine'", run.Error, StringComparison.Ordinal);
        Assert.Contains("is ready", run.Error, StringComparison.Ordinal);
    }

    private async Task<CliRun> OkAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }
}
