using System.Text.RegularExpressions;

namespace ZenML.EndToEnd.Tests.Secrets;

public sealed partial class SecretReadTests : EndToEndTest
{
    [Fact]
    public async Task Get_prints_a_documented_object()
    {
        await Zenml.OkAsync("secret", "create", "one", "--z=1", "--a=2");

        var secret = (await Zenml.JsonAsync("secret", "get", "one")).AsObject();
        Assert.Equal(
            ["id", "name", "scope", "workspace", "user", "created", "updated", "version", "values"],
            secret.Select(pair => pair.Key));
        Assert.Equal("one workspace default default", $"{secret["name"]} {secret["scope"]} {secret["workspace"]} {secret["user"]}");
        Assert.True(Guid.TryParseExact((string)secret["id"]!, "D", out _));
        Assert.Matches(IsoTime(), (string)secret["created"]!);
        Assert.Matches(IsoTime(), (string)secret["updated"]!);
        Assert.Equal(1, (int)secret["version"]!);
        Assert.Equal(["z", "a"], secret["values"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task List_prints_an_array_without_values_and_empty_brackets_when_there_are_no_secrets()
    {
        Assert.Equal("[]", (await Zenml.OkAsync("secret", "list", "--output", "json")).Out.Trim());
        Assert.Equal("[]", (await Zenml.OkAsync("secret", "list", "--output", "yaml")).Out.Trim());

        await Zenml.OkAsync("secret", "create", "one", "--k=canary");
        var list = await Zenml.OkAsync("secret", "list", "--output=json");
        Assert.Equal(
            [
                "id", "name", "scope", "workspace", "user", "created", "updated", "version", "keys", "description", "tags", "expires",
                "plain_keys",
            ],
            list.Json.AsArray().Single()!.AsObject().Select(pair => pair.Key));
        Assert.DoesNotContain("canary", list.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task YAML_output_has_the_same_keys_as_JSON_and_can_be_read_back()
    {
        await Zenml.OkAsync("secret", "create", "one", "--pin=0123", "--on=on", "--null=null", "--text=a: b # c\nsecond", "--empty=");

        var yaml = (await Zenml.OkAsync("secret", "get", "one", "--output", "yaml")).Out;
        Assert.Equal(
            ["id", "name", "scope", "workspace", "user", "created", "updated", "version", "values"],
            TopLevelKey().Matches(yaml).Select(match => match.Groups[1].Value));
        var values = yaml[yaml.IndexOf("values:", StringComparison.Ordinal)..].Split('\n', 2)[1];
        (await Zenml.RunWithInputAsync(values, "secret", "create", "copy", "-v", "@-")).Expect(0);
        Assert.Equal(await Zenml.ValuesAsync("one"), await Zenml.ValuesAsync("copy"));
    }

    [Fact]
    public async Task Filters_and_sorting_and_paging_follow_the_query_language()
    {
        foreach (var name in new[] { "alpha", "beta", "gamma", "alphabet" })
        {
            await Zenml.OkAsync("secret", "create", name, "--k=v", name == "beta" ? "--scope=user" : "--scope=workspace");
        }

        Assert.Equal("alpha alphabet", await NamesAsync("--name=contains:alpha"));
        Assert.Equal("alphabet alpha", await NamesAsync("--name=startswith:alpha", "--sort_by=desc:name"));
        Assert.Equal("beta", await NamesAsync("--scope=user"));
        Assert.Equal("beta gamma", await NamesAsync("--logical_operator=or", "--name=gamma", "--scope=user"));
        Assert.Equal("gamma alphabet", await NamesAsync("--page=2", "--size=2"));
        Assert.Equal("", await NamesAsync("--name=equals:nothing"));
        Assert.Equal("alpha alphabet beta gamma", await NamesAsync("--created=gt:2000-01-01 00:00:00", "--sort_by=name"));
        string[] invalid =
        [
            "--name=gt:a",
            "--page=50",
            "--page=0",
            "--size=0",
            "--size=10001",
            "--sort_by=nope",
            "--created=gt:yesterday",
        ];
        foreach (var bad in invalid)
        {
            await Zenml.FailsAsync("secret", "list", bad);
        }
    }

    [Fact]
    public async Task Get_accepts_a_full_id_and_an_exact_name_and_for_people_a_prefix_of_either()
    {
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--k=v");
        var id = (string)(await Zenml.JsonAsync("secret", "get", "mlflow_secret"))["id"]!;
        string[] ways = [id, id.ToUpperInvariant(), id.Replace("-", "", StringComparison.Ordinal), "mlflow_secret"];
        foreach (var way in ways)
        {
            Assert.Equal(id, (string)(await Zenml.JsonAsync("secret", "get", way))["id"]!);
        }

        foreach (var beginning in (string[])[id[..13], id.Replace("-", "", StringComparison.Ordinal)[..12], "mlflow"])
        {
            Assert.Contains(id, (await Zenml.OkAsync("secret", "get", beginning)).Error, StringComparison.Ordinal);
            await Zenml.FailsAsync("secret", "get", beginning, "--output", "json");
        }

        await Zenml.FailsAsync("secret", "get", "flow_secret");
        await Zenml.FailsAsync("secret", "get", "MLFLOW_SECRET");
        await Zenml.FailsAsync("secret", "get", id, "--scope", "user");
    }

    [Fact]
    public async Task Changing_commands_accept_no_name_prefix_and_need_at_least_8_digits_of_an_id()
    {
        await Zenml.OkAsync("secret", "create", "mlflow_secret", "--k=v");
        var id = (string)(await Zenml.JsonAsync("secret", "get", "mlflow_secret"))["id"]!;

        await Zenml.FailsAsync("secret", "delete", "mlflow", "-y");
        await Zenml.FailsAsync("secret", "update", "mlflow", "--a=b");
        await Zenml.FailsAsync("secret", "rename", "mlflow", "-n", "other");
        Assert.Contains("8", (await Zenml.FailsAsync("secret", "delete", id[..7], "-y")).Error, StringComparison.Ordinal);
        await Zenml.OkAsync("secret", "update", id[..8], "--a=b");
        await Zenml.OkAsync("secret", "rename", id.Replace("-", "", StringComparison.Ordinal)[..10], "-n", "other");
        await Zenml.OkAsync("secret", "delete", id[..12], "-y");
        Assert.Empty((await Zenml.JsonAsync("secret", "list")).AsArray());
    }

    [Fact]
    public async Task An_ambiguous_name_lists_the_candidates_and_shows_no_value()
    {
        await Zenml.OkAsync("secret", "create", "app_one", "--k=canary");
        await Zenml.OkAsync("secret", "create", "app_two", "--k=canary");

        var refused = await Zenml.FailsAsync("secret", "get", "app");
        foreach (var secret in (await Zenml.JsonAsync("secret", "list")).AsArray())
        {
            Assert.Contains((string)secret!["id"]!, refused.Error, StringComparison.Ordinal);
            Assert.Contains((string)secret["name"]!, refused.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("canary", refused.Everything, StringComparison.Ordinal);
    }

    private async Task<string> NamesAsync(params string[] options) =>
        string.Join(' ', (await Zenml.JsonAsync(["secret", "list", .. options])).AsArray().Select(secret => (string)secret!["name"]!));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"^([a-z]+):", RegexOptions.Multiline)]
    private static partial Regex TopLevelKey();
}
