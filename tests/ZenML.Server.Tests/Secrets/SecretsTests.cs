using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

public sealed class SecretsTests
{
    [Fact]
    public async Task A_secret_can_be_created_and_read_and_deleted_and_lists_contain_no_values()
    {
        await using var world = await TeamWorld.StartAsync();

        var made = await world.PostSecretAsync("db", """{"user":"u","pin":1,"on":true,"gone":null}""");
        Assert.Equal(200, made.Status);
        Assert.Equal("""{"user":"u","pin":"1","on":"True"}""", Values(made));
        Assert.Equal("default", made.Json.GetProperty("metadata").GetProperty("workspace").GetProperty("name").GetString());
        Assert.Equal(world.Administrator.User, made.Json.GetProperty("body").GetProperty("user").GetProperty("id").GetGuid());

        var read = await world.Administrator.GetAsync($"/api/v1/secrets/{made.Id:N}?hydrate=False");
        Assert.Equal(Values(made), Values(read));
        Assert.Equal(JsonValueKind.Null, read.Json.GetProperty("metadata").ValueKind);

        var list = await world.Administrator.GetAsync("/api/v1/secrets?hydrate=True");
        Assert.Equal("{}", list.Json.GetProperty("items")[0].GetProperty("body").GetProperty("values").GetRawText());

        Assert.Equal((200, "null"), await DeleteAsync(world, made.Id));
        Assert.Equal(404, (await world.Administrator.GetAsync($"/api/v1/secrets/{made.Id}")).Status);
    }

    [Fact]
    public async Task A_name_can_be_used_once_in_each_scope_and_by_each_user()
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(200, (await world.PostSecretAsync("alpha")).Status);
        Assert.Equal(200, (await world.PostSecretAsync("alpha", scope: "user")).Status);
        Assert.Equal(200, (await world.PostSecretAsync("alpha", scope: "user", owner: world.Other)).Status);
        foreach (var scope in new[] { "workspace", "user" })
        {
            var again = await world.PostSecretAsync("alpha", scope: scope);
            Assert.Equal((409, "EntityExistsError"), (again.Status, again.ErrorClass));
        }
    }

    [Fact]
    public async Task A_user_scoped_secret_is_visible_only_to_its_owner()
    {
        await using var world = await TeamWorld.StartAsync();
        var mine = await world.PostSecretAsync("mine", """{"a":"hidden"}""", "user", world.Other);
        var path = $"/api/v1/secrets/{mine.Id}";

        Assert.Equal(404, (await world.Administrator.GetAsync(path)).Status);
        Assert.Equal(404, (await world.Administrator.PutAsync(path, """{"scope":"workspace"}""")).Status);
        Assert.Empty((await world.Administrator.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal(["mine"], (await world.Other.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal((200, "null"), await DeleteAsync(world, mine.Id));
        Assert.Equal(404, (await world.Other.GetAsync(path)).Status);
    }

    [Fact]
    public async Task An_update_with_a_required_version_changes_that_version_or_nothing()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"a":"1"}""");
        var path = $"/api/v1/secrets/{made.Id}?patch_values=true";

        Assert.Equal("\"1\"", made.Headers.ETag?.Tag);
        Assert.Equal(200, await PutAsync(world, path, """{"values":{"a":"2"}}""", "\"1\""));
        Assert.Equal(412, await PutAsync(world, path, """{"values":{"a":"3"}}""", "\"1\""));
        Assert.Equal(412, await PutAsync(world, path, """{"values":{"a":"3"}}""", "nonsense"));
        Assert.Equal("""{"a":"2"}""", Values(await world.Administrator.GetAsync(path)));
        Assert.Equal(200, await PutAsync(world, path, """{"values":{"a":"3"}}""", "*"));
    }

    [Theory]
    [InlineData("true", """{"name":"other"}""")]
    [InlineData("true", """{"scope":"user"}""")]
    [InlineData("true", """{"values":{"a":"1"}}""")]
    [InlineData("true", "{}")]
    [InlineData("false", """{"name":"other","values":{"a":"1"}}""")]
    public async Task A_required_version_becomes_stale_after_any_change_through_the_plain_API(string patches, string change)
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"a":"1"}""");
        var path = $"/api/v1/secrets/{made.Id}?patch_values=true";

        var changed = await world.Administrator.PutAsync($"/api/v1/secrets/{made.Id}?patch_values={patches}", change);
        var late = await world.Administrator.SendAsync(
            "PUT", path, """{"values":{"a":"mine"}}""", null, ("If-Match", made.Headers.ETag!.Tag));

        Assert.Equal((200, "\"2\""), (changed.Status, changed.Headers.ETag?.Tag));
        Assert.Equal(412, late.Status);
        Assert.Contains("is at version 2, not 1", late.Text, StringComparison.Ordinal);
        Assert.Equal("""{"a":"1"}""", Values(await world.Administrator.GetAsync(path)));
        Assert.Equal(200, await PutAsync(world, path, """{"values":{"a":"mine"}}""", changed.Headers.ETag!.Tag));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", 422)]
    [InlineData("""{bad""", 422)]
    [InlineData("", 422)]
    [InlineData("[]", 422)]
    [InlineData("""{"name":"a","values":{"a":["hidden"]},OWNED}""", 422)]
    [InlineData("""{"name":"a","values":"hidden",OWNED}""", 422)]
    [InlineData("""{"name":"a","scope":"hidden",OWNED}""", 422)]
    [InlineData("""{"name":"","values":{"a":"hidden"},OWNED}""", 400)]
    public async Task An_invalid_body_is_rejected_and_not_repeated(string body, int status)
    {
        await using var world = await TeamWorld.StartAsync();
        body = body.Replace("OWNED", world.Owned(world.Administrator), StringComparison.Ordinal);

        var answer = await world.Administrator.PostAsync("/api/v1/workspaces/default/secrets", body);

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("hidden", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_can_hold_one_mebibyte_and_no_more()
    {
        await using var world = await TeamWorld.StartAsync();

        Assert.Equal(200, (await world.PostSecretAsync("fits", $$"""{"a":"{{new string('x', (1024 * 1024) - 1)}}"}""")).Status);
        var tooLarge = await world.PostSecretAsync("does not fit", $$"""{"a":"{{new string('x', 1024 * 1024)}}"}""");
        Assert.Equal((400, "ValueError"), (tooLarge.Status, tooLarge.ErrorClass));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task A_backup_secrets_store_does_not_exist_yet(string operation)
    {
        await using var world = await TeamWorld.StartAsync();

        var answer = await world.Administrator.PutAsync($"/api/v1/secrets_operations/{operation}");

        Assert.Equal((501, "NotImplementedError"), (answer.Status, answer.ErrorClass));
        Assert.Equal(422, (await world.Administrator.PutAsync($"/api/v1/secrets_operations/{operation}?ignore_errors=maybe")).Status);
    }

    private static string Values(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("values").GetRawText();

    private static async Task<(int Status, string Body)> DeleteAsync(TeamWorld world, Guid id)
    {
        var answer = await world.Administrator.DeleteAsync($"/api/v1/secrets/{id}");
        return (answer.Status, answer.Text);
    }

    private static async Task<int> PutAsync(TeamWorld world, string path, string body, string version) =>
        (await world.Administrator.SendAsync("PUT", path, body, null, ("If-Match", version))).Status;
}
