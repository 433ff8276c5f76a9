using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Http;

public sealed class DirectoryCacheTests
{
    [Fact]
    public async Task A_change_that_another_replica_makes_to_an_account_or_workspace_shows_in_the_next_response()
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = await world.PostSecretAsync("db", owner: world.Other);
        var path = $"/api/v1/secrets/{secret.Id}";
        Assert.Equal(("other", "default"), Names(await world.Administrator.GetAsync(path)));

        await world.Server.Database.WriteAsync(
            async (unit, token) =>
            {
                var user = (await unit.Users.FindByIdsAsync([new Id<User>(world.Other.User)], token)).Single();
                await unit.Users.UpdateAsync(user with { Name = "renamed" }, token);
                return user;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(("renamed", "default"), Names(await world.Administrator.GetAsync(path)));

        await world.Server.Database.WriteAsync(
            async (unit, token) =>
            {
                var workspace = (await unit.Workspaces.FindByIdsAsync([new Id<Workspace>(world.Workspace)], token)).Single();
                await unit.Workspaces.UpdateAsync(workspace with { Name = "moved" }, token);
                return workspace;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(("renamed", "moved"), Names(await world.Administrator.GetAsync(path)));
    }

    private static (string? User, string? Workspace) Names(ApiAnswer answer) => (
        answer.Json.GetProperty("body").GetProperty("user").GetProperty("name").GetString(),
        answer.Json.GetProperty("metadata").GetProperty("workspace").GetProperty("name").GetString());
}
