using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

/// <summary>POST /x/workspaces/{workspace}/secrets/import.</summary>
public sealed class SecretImportEndpointTests
{
    private const string Path = "/api/v1/x/workspaces/default/secrets/import";

    [Fact]
    public async Task An_import_answers_with_key_names_and_is_recorded_once_per_secret()
    {
        await using var world = await TeamWorld.StartAsync();
        var db = (await world.PostSecretAsync("db", """{"k":"canary"}""")).Id;
        var same = (await world.PostSecretAsync("same", """{"k":"canary"}""")).Id;

        var answer = await world.Other.PostAsync(
            Path,
            """
            {"secrets":[{"name":"new","values":{"a":"canary"}},{"name":"db","values":{"l":"canary"},"replace":true},
            {"name":"same","values":{"k":"canary"}}]}
            """);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        var rows = answer.Json.GetProperty("secrets").EnumerateArray().ToArray();
        Assert.Equal(["created", "updated", "unchanged"], rows.Select(row => row.GetProperty("outcome").GetString()));
        Assert.Equal(["l"], Texts(rows[1], "added"));
        Assert.Equal(["k"], Texts(rows[1], "removed"));
        Assert.Equal([1, 2, 1], rows.Select(row => row.GetProperty("version").GetInt64()));
        Assert.Equal(1, await CountAsync(world, "create", rows[0].GetProperty("id").GetGuid()));
        Assert.Equal(1, await CountAsync(world, "update", db));
        Assert.Equal((0, 1), (await CountAsync(world, "update", same), await CountAsync(world, "read", same)));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_is_recorded_as_a_read_of_what_it_compares()
    {
        await using var world = await TeamWorld.StartAsync();
        var db = (await world.PostSecretAsync("db", """{"k":"1"}""")).Id;

        var answer = await world.Other.PostAsync(
            Path, """{"dry_run":true,"secrets":[{"name":"db","values":{"k":"2"}},{"name":"new","values":{"k":"2"}}]}""");

        var rows = answer.Json.GetProperty("secrets").EnumerateArray().ToArray();
        Assert.Equal(["updated", "created"], rows.Select(row => row.GetProperty("outcome").GetString()));
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("id").ValueKind);
        Assert.Equal(["db"], (await world.Administrator.GetAsync("/api/v1/secrets")).Names);

        // Reads are written in the background.
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal((0, 1), (await CountAsync(world, "update", db), await CountAsync(world, "read", db)));
    }

    [Fact]
    public async Task The_private_secret_of_somebody_else_does_not_exist_for_an_import()
    {
        await using var world = await TeamWorld.StartAsync();
        var hidden = (await world.PostSecretAsync("mine", """{"k":"hidden"}""", "user")).Id;

        var answer = await world.Other.PostAsync(Path, """{"secrets":[{"name":"mine","scope":"user","values":{"k":"v"}}]}""");

        var row = answer.Json.GetProperty("secrets")[0];
        Assert.Equal("created", row.GetProperty("outcome").GetString());
        Assert.NotEqual(hidden, row.GetProperty("id").GetGuid());
        var kept = await world.Administrator.GetAsync($"/api/v1/secrets/{hidden:D}");
        Assert.Equal("hidden", kept.Json.GetProperty("body").GetProperty("values").GetProperty("k").GetString());
    }

    [Theory]
    [InlineData(422, "{}")]
    [InlineData(422, """{"secrets":[{}]}""")]
    [InlineData(422, """{"secrets":["a"]}""")]
    [InlineData(422, """{"secrets":[{"name":"a"}]}""")]
    [InlineData(422, """{"secrets":[{"name":"a","values":{"k":null}}]}""")]
    [InlineData(422, """{"secrets":[{"name":"a","values":{"k":"v"},"scope":"team"}]}""")]
    public async Task A_request_of_another_form_is_rejected_and_imports_nothing(int status, string body)
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(status, (await world.Administrator.PostAsync(Path, body)).Status);
        Assert.Empty((await world.Administrator.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_imported_rejects_all_and_an_unknown_workspace_is_not_found()
    {
        await using var world = await TeamWorld.StartAsync();
        const string twice = """{"secrets":[{"name":"good","values":{"k":"v"}},{"name":"b","values":{}},{"name":"b","values":{}}]}""";
        const string reserved = """{"secrets":[{"name":"good","values":{"k":"v"}},{"name":"name","values":{"k":"v"}}]}""";

        Assert.InRange((await world.Administrator.PostAsync(Path, twice)).Status, 400, 422);
        Assert.InRange((await world.Administrator.PostAsync(Path, reserved)).Status, 400, 422);
        Assert.Equal(
            404, (await world.Administrator.PostAsync(Path.Replace("default", "lost", StringComparison.Ordinal), twice)).Status);
        Assert.Empty((await world.Administrator.GetAsync("/api/v1/secrets")).Names);
    }

    private static IEnumerable<string?> Texts(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(text => text.GetString());

    private static async Task<long> CountAsync(TeamWorld world, string action, Guid secret) =>
        (await world.Administrator.GetAsync($"/api/v1/x/audit?action={action}&resource_id={secret:D}")).Json
            .GetProperty("total").GetInt64();
}
