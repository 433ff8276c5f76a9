using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// Only the owner of a secret may move it to the user scope. For others it would be a write into a namespace that they
/// cannot see.
/// </summary>
public sealed class H2ScopeOfOthersTests
{
    [Theory]
    [InlineData("""{"name":"db","scope":"user","values":{"password":"planted"}}""", "false", false)]
    [InlineData("""{"name":"db","scope":"user","values":{"password":"planted"}}""", "true", false)]
    [InlineData("""{"scope":"user"}""", "true", false)]
    [InlineData("""{"scope":"user"}""", "true", true)]
    public async Task H2_only_the_owner_can_move_a_shared_secret_into_the_user_scope(
        string body, string patches, bool byAdministrator)
    {
        await using var world = await TeamWorld.StartAsync();
        var (owner, intruder) = byAdministrator ? (world.Other, world.Administrator) : (world.Administrator, world.Other);
        var password = (await world.PostSecretAsync("db", """{"password":"right"}""", owner: owner)).Id;
        var bait = (await world.PostSecretAsync("bait", """{"password":"shared"}""", owner: owner)).Id;

        var refused = await intruder.PutAsync($"/api/v1/secrets/{bait}?patch_values={patches}", body);

        Assert.Equal((403, "IllegalOperationError"), (refused.Status, refused.ErrorClass));
        Assert.Contains("Only its owner can move the secret 'bait' to the user scope", refused.Text, StringComparison.Ordinal);
        Assert.Equal("right", await ResolveAsync(world, owner));
        Assert.Equal(["bait", "db"], (await intruder.GetAsync("/api/v1/secrets?sort_by=name")).Names);
        Assert.Equal("""{"password":"shared"}""", Values(await owner.GetAsync($"/api/v1/secrets/{bait}")));
        Assert.Equal("""{"password":"right"}""", Values(await owner.GetAsync($"/api/v1/secrets/{password}")));
        var audit = await world.Administrator.GetAsync("/api/v1/x/audit?outcome=refused");
        Assert.Equal(bait.ToString(), audit.Json.GetProperty("items")[0].GetProperty("resource_id").GetString());
    }

    [Fact]
    public async Task An_owner_can_move_a_secret_between_scopes_and_gets_a_response_each_time()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"password":"p"}""", owner: world.Other);
        var path = $"/api/v1/secrets/{made.Id}?patch_values=true";

        var hidden = await world.Other.PutAsync(path, """{"scope":"user"}""");
        Assert.Equal((200, "user", """{"password":"p"}"""), (hidden.Status, Scope(hidden), Values(hidden)));
        Assert.Equal(404, (await world.Administrator.GetAsync(path)).Status);

        var shared = await world.Other.PutAsync(path, """{"scope":"workspace"}""");
        Assert.Equal((200, "workspace"), (shared.Status, Scope(shared)));
        Assert.Equal(200, (await world.Administrator.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Other_members_can_rename_a_shared_secret_and_change_its_values()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"a":"1"}""");

        var changed = await world.Other.PutAsync(
            $"/api/v1/secrets/{made.Id}?patch_values=true", """{"name":"db2","scope":"workspace","values":{"a":"2"}}""");

        Assert.Equal((200, """{"a":"2"}"""), (changed.Status, Values(changed)));
    }

    private static async Task<string?> ResolveAsync(TeamWorld world, ApiClient client)
    {
        var resolved = await client.PostAsync(
            "/api/v1/x/references/resolve", $$"""{"workspace":"{{world.Workspace}}","references":[{"name":"db","key":"password"}]}""");
        return resolved.Json.GetProperty("references")[0].GetProperty("value").GetString();
    }

    private static string? Scope(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("scope").GetString();

    private static string Values(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("values").GetRawText();
}
