using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>secret get</c>, <c>describe</c> and <c>list</c>.</summary>
public class SecretReadCommandTests : CommandTest
{
    [Theory]
    [InlineData("abc123")]
    [InlineData("two\nlines\n")]
    [InlineData("")]
    [InlineData("\u001b[31m tab\t ünï \u202e")]
    public async Task Get_with_a_key_prints_the_bare_value_to_a_pipe(string value)
    {
        await CreateAsync("s", ("other", "x"), ("k", value));

        var run = await Host.RunAsync("secret", "get", "s", "k");

        Assert.Equal((0, value, ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task An_exported_env_file_that_a_shell_could_run_comes_with_a_warning_on_standard_error()
    {
        await CreateAsync("s", ("fine", "$(id)"), ("danger", "it's `id`"));
        await CreateAsync("harmless", ("k", "`id`; id"));

        var warned = await Host.RunAsync("secret", "export", "s", "--format", "env", "--filename", "-");
        var quiet = await Host.RunAsync("secret", "export", "harmless", "--format", "env", "--filename", "-");

        Assert.Equal("fine='$(id)'\ndanger=\"it's `id`\"\n", warned.Out);
        Assert.StartsWith("Warning: Do not source this file in a shell", warned.Error, StringComparison.Ordinal);
        Assert.Contains("danger", warned.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("id`", warned.Error, StringComparison.Ordinal);
        Assert.Equal(("k='`id`; id'\n", ""), (quiet.Out, quiet.Error));
    }

    [Fact]
    public async Task Export_of_picked_keys_leaves_out_those_that_the_format_cannot_express()
    {
        await CreateAsync("s", ("fine", "1"), ("two words", "2"), ("other", "3"));

        var refused = await Host.RunAsync("secret", "export", "s", "--format", "env", "--filename", "-");
        var picked = await Host.RunAsync("secret", "export", "s", "--format", "env", "--filename", "-", "--key", "other", "--key", "fine");
        var unknown = await Host.RunAsync("secret", "export", "s", "--key", "fin");

        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("The format env cannot express the key 'two words': ", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("To export the other keys only, use --key.\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, "fine=1\nother=3\n"), (picked.ExitCode, picked.Out));
        Assert.Equal(
            (1, "Error: The secret 's' has no key 'fin'. Did you mean 'fine'? To list its keys: zenml secret describe s\n"),
            (unknown.ExitCode, unknown.Error));
    }

    [Fact]
    public async Task Get_with_a_key_prints_a_visible_line_to_a_terminal()
    {
        using var host = new CliHost { Width = 80 };
        await host.RunAsync("secret", "create", "s", "--k=abc\u001b[31m");

        Assert.Equal("abc\\u001b[31m\n", (await host.RunAsync("secret", "get", "s", "k")).Out);
    }

    [Fact]
    public async Task Get_with_an_unknown_key_fails_with_the_nearest_key_and_prints_nothing()
    {
        await CreateAsync("s", ("password", "hunter2"));

        var near = await Host.RunAsync("secret", "get", "s", "pasword");
        var far = await Host.RunAsync("secret", "get", "s", "--key", "x", "--key", "y");

        Assert.Equal((1, ""), (near.ExitCode, near.Out));
        Assert.Equal(
            "Error: The secret 's' has no key 'pasword'. Did you mean 'password'? To list its keys: zenml secret describe s\n", near.Error);
        Assert.Equal((1, ""), (far.ExitCode, far.Out));
        Assert.Equal("Error: The secret 's' has no key 'x', 'y'. To list its keys: zenml secret describe s\n", far.Error);
    }

    [Fact]
    public async Task Get_shows_only_the_picked_keys_in_every_output()
    {
        await CreateAsync("s", ("a", "1"), ("b", "2"), ("c", "3"));

        var json = await Host.RunAsync("secret", "get", "s", "--key", "c", "--key=a", "--output", "json");
        var table = await Host.RunAsync("secret", "get", "s", "--key", "b");

        Assert.Equal("""{"a":"1","c":"3"}""", JsonNode.Parse(json.Out)!["values"]!.ToJsonString());
        Assert.Contains("┃ b          │ 2            ┃", table.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("┃ a ", table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--key", "a")]
    [InlineData("--output", "json")]
    public async Task Get_with_a_key_rejects_options_of_other_outputs(params string[] options)
    {
        await CreateAsync("s", ("a", "1"));

        var run = await Host.RunAsync(["secret", "get", "s", "a", .. options]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("KEY prints one bare value", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_shows_everything_but_values()
    {
        await CreateAsync("s", ("user", "hunter1"), ("password", "hunter2"));

        var json = await Host.RunAsync("secret", "describe", "s", "--output", "json");
        var table = await Host.RunAsync("secret", "describe", "s");

        Assert.DoesNotContain("hunter", json.Out + json.Error + table.Out + table.Error, StringComparison.Ordinal);
        var document = JsonNode.Parse(json.Out)!.AsObject();
        Assert.Equal(
            [
                "id", "name", "scope", "workspace", "user", "created", "updated", "version", "keys", "description", "tags", "expires",
                "plain_keys",
            ],
            document.Select(pair => pair.Key));
        Assert.Equal("""["user","password"]""", document["keys"]!.ToJsonString());
        Assert.Contains("│ user, password ", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_as_JSON_and_YAML_has_all_secrets_with_their_keys_and_the_total_on_standard_error()
    {
        for (var index = 0; index < 23; index++)
        {
            await CreateAsync($"s{index:00}", ("k", "v"));
        }

        var json = await Host.RunAsync("secret", "list", "--output", "json");
        var yaml = await Host.RunAsync("secret", "list", "--output", "yaml");
        var table = await Host.RunAsync("secret", "list");

        Assert.Equal("23 in total.\n", json.Error);
        Assert.Equal(json.Error, yaml.Error);
        var items = JsonNode.Parse(json.Out)!.AsArray();
        Assert.Equal(Enumerable.Range(0, 23).Select(index => $"s{index:00}"), items.Select(item => (string)item!["name"]!));

        // Lists of ZenML's own server have no keys and versions.
        var isStock = Target == TestTarget.UpstreamServer;
        Assert.All(items, item => Assert.Equal(isStock ? null : """["k"]""", item!["keys"]?.ToJsonString()));
        Assert.All(items, item => Assert.Equal(isStock ? null : "1", item!["version"]?.ToJsonString()));
        Assert.Equal("Page 1 of 2, 23 in total.\n", table.Error);
    }

    [Theory]
    [InlineData(20, "Page 1 of 2, 21 in total.\n", "--page=1")]
    [InlineData(2, "Page 1 of 11, 21 in total.\n", "--size", "2")]
    [InlineData(1, "Page 3 of 3, 21 in total.\n", "--size=10", "--page=3")]
    public async Task List_as_JSON_has_one_page_if_one_is_asked_for(int count, string footer, params string[] options)
    {
        for (var index = 0; index < 21; index++)
        {
            await CreateAsync($"s{index:00}", ("k", "v"));
        }

        var run = await Host.RunAsync(["secret", "list", "--output", "json", .. options]);

        Assert.Equal(count, JsonNode.Parse(run.Out)!.AsArray().Count);
        Assert.Equal(footer, run.Error);
    }

    [Fact]
    public async Task An_empty_list_as_JSON_is_an_empty_array()
    {
        var run = await Host.RunAsync("secret", "list", "--output", "json");

        Assert.Equal(("[]\n", "0 in total.\n"), (run.Out, run.Error));
    }

    private async Task CreateAsync(string name, params (string Key, string Value)[] values)
    {
        Host.Input = new JsonObject(
            values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString();
        var run = await Host.RunAsync("secret", "create", name, "--values=@-");
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
