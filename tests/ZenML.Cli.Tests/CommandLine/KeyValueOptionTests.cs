using ZenML.Cli.CommandLine;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Cli.Tests.CommandLine;

/// <summary>Keys that the form <c>--KEY=VALUE</c> cannot express.</summary>
public sealed class KeyValueOptionTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("help")]
    [InlineData("scope")]
    [InlineData("name")]
    [InlineData("values")]
    [InlineData("key-value")]
    [InlineData("with blank")]
    [InlineData("--dashes")]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public async Task A_secret_can_have_any_key_that_is_given_with_the_set_option(string key)
    {
        var created = await host.RunAsync("secret", "create", "s", "--key-value", $"{key}=a=b", "--plain=c");
        var updated = await host.RunAsync("secret", "update", "s", $"--key-value={key}=changed");

        Assert.True(created.ExitCode == 0 && updated.ExitCode == 0, created.Error + updated.Error);
        Assert.DoesNotContain("Did you mean", created.Error + updated.Error, StringComparison.Ordinal);
        Assert.Equal(["changed", "c"], (await ValuesAsync("s"))[key, "plain"]);
    }

    [Theory]
    [InlineData("secret", "create", "s", "--a=1")]
    [InlineData("secret", "create", "s", "--key-value", "help=1")]
    [InlineData("experiment-tracker", "register", "s", "--flavor=mlflow")]
    [InlineData("alerter", "update", "s", "--label", "a=b")]
    public async Task Help_with_a_value_is_rejected_with_a_hint_how_to_pass_such_a_key(params string[] arguments)
    {
        var refused = await host.RunAsync([.. arguments, "--help=canary"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal("", refused.Out);
        Assert.Contains("--key-value help=VALUE", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await host.RunAsync([.. arguments, "--help"])).ExitCode);
    }

    [Fact]
    public async Task The_empty_key_can_be_removed()
    {
        await host.RunAsync("secret", "create", "s", "--key-value", "=x", "--other=y");

        var removed = await host.RunAsync("secret", "update", "s", "-r", "");

        Assert.True(removed.ExitCode == 0, removed.Error);
        Assert.Equal(["other"], (await ValuesAsync("s")).Keys);
    }

    [Fact]
    public async Task A_component_can_have_attributes_named_like_options()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "flavor.yaml"), """
            name: odd
            type: alerter
            config_schema:
              properties:
                - name: flavor
                  type: string
                - name: help
                  type: string
                - name: label
                  type: string
                - name: name
                  type: string
            """, TestContext.Current.CancellationToken);
        var flavor = await host.RunAsync("alerter", "flavor", "register", "flavor.yaml");
        Assert.True(flavor.ExitCode == 0, flavor.Error);

        var registered = await host.RunAsync(
            "alerter", "register", "a", "-f", "odd", "--key-value", "flavor=mint", "--key-value", "help=x", "--key-value=label=l",
                "--name=n");

        Assert.True(registered.ExitCode == 0, registered.Error);
        var json = (ConfigurationMap)ConfigurationJson.Parse((await host.RunAsync("alerter", "describe", "a", "--output", "json")).Out);
        Assert.Equal(["flavor", "help", "label", "name"], ((ConfigurationMap)json["configuration"]).Keys);
    }

    [Fact]
    public async Task The_value_of_a_key_can_be_read_from_a_file()
    {
        await File.WriteAllTextAsync(Path.Combine(host.Folder, "value.txt"), "from the file", TestContext.Current.CancellationToken);

        await host.RunAsync("secret", "create", "s", "--key-value", "help=@value.txt");

        Assert.Equal(["from the file"], (await ValuesAsync("s"))["help"]);
    }

    [Theory]
    [InlineData("--key-value", "CANARY")]
    [InlineData("--key-value=CANARY")]
    [InlineData("--key-value")]
    [InlineData("--key-value", "a=CANARY", "--a=CANARY")]
    public async Task The_error_names_the_key_without_the_value(params string[] arguments)
    {
        var run = await host.RunAsync(["secret", "create", "s", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("CANARY", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_word_after_the_option_belongs_to_the_option()
    {
        var read = FreeAttributes.Extract(
            ["x", "--key-value", "--scope=user", "--scope", "user", "--", "--key-value", "a=b"], ["--scope"], out var rest);

        Assert.Equal([new("--scope", "user")], read.Attributes);
        Assert.Equal(["x", "--scope", "user", "--", "--key-value", "a=b"], rest);
    }

    private async Task<Values> ValuesAsync(string secret)
    {
        var run = await host.RunAsync("secret", "get", secret, "--output", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return new Values((ConfigurationMap)((ConfigurationMap)ConfigurationJson.Parse(run.Out))["values"]);
    }

    private sealed record Values(ConfigurationMap Map)
    {
        public IEnumerable<string> Keys => Map.Keys;

        public IEnumerable<string> this[params string[] keys] => keys.Select(key => ((ConfigurationText)Map[key]).Text);
    }
}
