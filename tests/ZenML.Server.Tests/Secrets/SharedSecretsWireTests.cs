using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

/// <summary>Shared and restricted secrets as the REST API has them, also for clients of ZenML 0.58.</summary>
public sealed class SharedSecretsWireTests
{
    [Theory]
    [InlineData("/api/v1/secrets")]
    [InlineData("/api/v1/x/secrets")]
    public async Task A_shared_secret_is_listed_under_the_name_of_its_owner_and_never_under_its_own(string list)
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = await world.PostSecretAsync("db", """{"a":"1"}""", scope: "user");
        Assert.Empty((await world.Other.GetAsync(list)).Names);
        await ShareAsync(world, secret, SecretRight.Read);

        var shared = Assert.Single((await world.Other.GetAsync(list)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("default/db", shared.GetProperty("name").GetString());
        Assert.True(shared.GetProperty("body").GetProperty("shared").GetBoolean());
        Assert.Empty((await world.Other.GetAsync($"{list}?name=db")).Names);
        Assert.Equal(["default/db"], (await world.Other.GetAsync($"{list}?name=default/db")).Names);
        Assert.Equal(["db"], (await world.Administrator.GetAsync(list)).Names);
        Assert.DoesNotContain("shared", (await world.Administrator.GetAsync(list)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_seen_and_not_done_is_403_in_the_shape_of_the_contract_and_what_may_not_be_seen_is_404()
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = await world.PostSecretAsync("db", """{"a":"1"}""", scope: "user");
        var path = $"/api/v1/secrets/{secret.Id}";
        var unknown = await world.Other.GetAsync($"/api/v1/secrets/{Guid.Empty}");
        var hidden = await world.Other.GetAsync(path);
        Assert.Equal(
            (unknown.Status, unknown.Text.Replace($"{Guid.Empty}", "ID", StringComparison.Ordinal)),
            (hidden.Status, hidden.Text.Replace($"{secret.Id}", "ID", StringComparison.Ordinal)));

        await ShareAsync(world, secret, SecretRight.Describe);
        var refused = await world.Other.GetAsync(path);
        Assert.Equal(403, refused.Status);
        Assert.Contains("You may not read the values of the secret 'default/db'", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"1\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await world.Other.PutAsync(path, """{"values":{"a":"2"}}""")).Status);
        Assert.Equal(403, (await world.Other.DeleteAsync(path)).Status);

        await ShareAsync(world, secret, SecretRight.Write);
        Assert.Equal(200, (await world.Other.PutAsync($"{path}?patch_values=true", """{"values":{"b":"2"}}""")).Status);
        Assert.Equal(403, (await world.Other.PutAsync($"{path}?patch_values=true", """{"name":"mine"}""")).Status);
        Assert.Equal(403, (await world.Other.DeleteAsync(path)).Status);
    }

    [Fact]
    public async Task A_restricted_secret_says_so_and_others_have_no_field_for_it()
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = await world.PostSecretAsync("db", """{"a":"1"}""");
        var path = $"/api/v1/secrets/{secret.Id}";
        Assert.DoesNotContain("restricted", (await world.Administrator.GetAsync(path)).Text, StringComparison.Ordinal);

        var changed = await world.Administrator.PutAsync($"{path}?patch_values=true", """{"restricted":true}""");
        Assert.True(changed.Json.GetProperty("body").GetProperty("restricted").GetBoolean());
        Assert.Equal(403, (await world.Other.GetAsync(path)).Status);
        var listed = Assert.Single((await world.Other.GetAsync("/api/v1/secrets")).Json.GetProperty("items").EnumerateArray());
        Assert.True(listed.GetProperty("body").GetProperty("restricted").GetBoolean());
        Assert.Equal(422, (await world.Administrator.PutAsync(path, """{"restricted":"maybe"}""")).Status);
    }

    private static Task<bool> ShareAsync(TeamWorld world, ApiAnswer secret, SecretRight right) => world.Server.Database.WriteAsync(
        async (unit, token) =>
        {
            await unit.Access.SaveAsync(
                new SecretGrant
                {
                    Secret = new Id<Secret>(secret.Id),
                    Holder = AccessHolder.Of(new Id<User>(world.Other.User)),
                    Right = right,
                    GrantedBy = new Id<User>(world.Administrator.User),
                    Created = DateTimeOffset.UnixEpoch,
                },
                token);
            return true;
        },
        TestContext.Current.CancellationToken);
}
