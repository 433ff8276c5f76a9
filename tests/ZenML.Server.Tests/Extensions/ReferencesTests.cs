using System.Text.Json;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Extensions;

public sealed class ReferencesTests
{
    [Fact]
    public async Task A_check_answers_for_the_caller_and_returns_no_value()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("shared", """{"a":"value-1","b":"value-2"}""");
        await world.PostSecretAsync("shared", """{"a":"value-3"}""", "user");
        await world.PostSecretAsync("own", """{"a":"value-4"}""", "user");
        const string asked =
            """
            [{"name":"shared","key":"a"},{"name":"shared","key":"b"},{"name":"own","key":"a"},{"name":"no","key":"a"},
            {"name":"no","key":"a"}]
            """;

        var mine = await PostAsync(world, world.Administrator, "check", asked);
        Assert.Equal(
            ["shared.a resolves user", "shared.b key_missing user", "own.a resolves user", "no.a secret_missing "],
            Outcomes(mine));
        Assert.DoesNotContain("value-", mine.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["shared.a resolves workspace", "shared.b resolves workspace", "own.a secret_missing ", "no.a secret_missing "],
            Outcomes(await PostAsync(world, world.Other, "check", asked)));
    }

    [Fact]
    public async Task References_are_resolved_all_together_or_not_at_all()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("shared", """{"a":"value-1","b":"value-2"}""");

        var resolved = await PostAsync(world, world.Other, "resolve", """[{"name":"shared","key":"b"},{"name":"shared","key":"a"}]""");
        Assert.Equal(
            ["b=value-2", "a=value-1"],
            resolved.Json.GetProperty("references").EnumerateArray()
                .Select(item => $"{Text(item, "key")}={Text(item, "value")}"));
        var missing = await PostAsync(world, world.Other, "resolve", """[{"name":"shared","key":"a"},{"name":"no","key":"a"}]""");
        Assert.Equal((404, "MissingSecrets"), (missing.Status, missing.Headers.GetValues("X-ZenML-Error").Single()));
        Assert.DoesNotContain("value-", missing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_reports_which_secret_has_lost_its_values()
    {
        await using var world = await TeamWorld.StartAsync();
        var lost = new Id<Secret>((await world.PostSecretAsync("lost", """{"a":"value-1"}""")).Id);
        await world.Server.Database.LoseValuesAsync(lost, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["lost.a values_missing workspace"],
            Outcomes(await PostAsync(world, world.Other, "check", """[{"name":"lost","key":"a"}]""")));
    }

    [Fact]
    public async Task Listed_secrets_have_key_names_and_versions()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("shared", """{"b":"value-1","a":"value-2"}""");

        var list = await world.Other.GetAsync("/api/v1/x/secrets?name=shared");
        var body = list.Json.GetProperty("items")[0].GetProperty("body");
        Assert.Equal(("""["b","a"]""", 1), (body.GetProperty("keys").GetRawText(), body.GetProperty("version").GetInt32()));
        Assert.DoesNotContain("value-", list.Text, StringComparison.Ordinal);
        Assert.StartsWith("dotnet", list.Headers.GetValues("X-ZenML-Server").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""["shared.a"]""")]
    [InlineData("""[{"name":"shared"}]""")]
    public async Task References_in_another_format_are_rejected(string references)
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(422, (await PostAsync(world, world.Administrator, "check", references)).Status);
        Assert.Equal(422, (await PostAsync(world, world.Administrator, "resolve", references)).Status);
    }

    private static Task<ApiAnswer> PostAsync(TeamWorld world, ApiClient caller, string what, string references) =>
        caller.PostAsync($"/api/v1/x/references/{what}", $"{{\"workspace\":\"{world.Workspace}\",\"references\":{references}}}");

    private static IEnumerable<string> Outcomes(ApiAnswer answer) => answer.Json.GetProperty("references").EnumerateArray()
        .Select(item => $"{Text(item, "name")}.{Text(item, "key")} {Text(item, "outcome")} {Text(item, "scope")}");

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
