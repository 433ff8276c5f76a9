using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Client.Tests.Secrets;

public class DeletedSecretsTests : ClientTest
{
    private DeletedSecretsClient Deleted => Client.DeletedSecrets;

    [Fact]
    public async Task A_deleted_secret_is_listed_and_found_until_it_is_undeleted()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["user"] = "a", ["password"] = "b" }, SecretScope.User, Token);
        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["password"] = "c" } }, Token);
        await Client.Secrets.DeleteAsync("db", cancellationToken: Token);

        var listed = Assert.Single((await Deleted.ListPageAsync(cancellationToken: Token)).Items);
        var found = await Deleted.FindAsync("db", cancellationToken: Token);
        var byId = await Deleted.FindAsync(secret.Id.ToString()[..8], cancellationToken: Token);

        Assert.Equal(TimeSpan.FromDays(30), await Deleted.FindRetentionAsync(Token));
        foreach (var one in new[] { listed, found, byId })
        {
            Assert.Equal(
                (secret.Id, "db", SecretScope.User, secret.Workspace, secret.User),
                (one.Secret.Id, one.Secret.Name.Value, one.Secret.Scope, one.Secret.Workspace, one.Secret.User));
            Assert.Equal(["user", "password"], one.Secret.Keys);
            Assert.NotNull(one.Secret.Deleted);
            Assert.Equal(one.Secret.Deleted + TimeSpan.FromDays(30), one.PurgedAfter);
        }

        var undeleted = await Deleted.UndeleteAsync("db", cancellationToken: Token);

        Assert.Equal((secret.Id, 4L, null), (undeleted.Id, undeleted.Version, undeleted.Deleted));
        Assert.Equal("c", (await Client.Secrets.GetAsync("db", cancellationToken: Token))["password"].Reveal());
        Assert.Equal("b", (await Client.Secrets.History.GetVersionAsync("db", 1, cancellationToken: Token))["password"].Reveal());
        Assert.Empty(await Deleted.ListAsync(cancellationToken: Token).ToListAsync(Token));
        await FailsAsync(ErrorCode.NotFound, () => Deleted.UndeleteAsync("db", cancellationToken: Token));
    }

    [Fact]
    public async Task The_newest_deleted_secret_of_a_name_is_undeleted_under_another_name_if_its_own_is_taken()
    {
        foreach (var value in new[] { "1", "2", "3" })
        {
            await Client.Secrets.CreateAsync("db", new() { ["key"] = value }, cancellationToken: Token);
            if (value != "3")
            {
                await Client.Secrets.DeleteAsync("db", cancellationToken: Token);
            }
        }

        var taken = await FailsAsync(ErrorCode.AlreadyExists, () => Deleted.UndeleteAsync("db", cancellationToken: Token));
        await FailsAsync(ErrorCode.NotFound, () => Deleted.UndeleteAsync("db", scope: SecretScope.User, cancellationToken: Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => Deleted.UndeleteAsync("db", "", cancellationToken: Token));
        var second = await Deleted.UndeleteAsync("db", "second", cancellationToken: Token);
        var first = await Deleted.UndeleteAsync("db", "first", cancellationToken: Token);

        Assert.Contains($"zenml secret undelete {second.Id} --as NAME", taken.Message, StringComparison.Ordinal);
        Assert.Equal(("second", "first"), (second.Name.Value, first.Name.Value));
        foreach (var (name, value) in new[] { ("first", "1"), ("second", "2"), ("db", "3") })
        {
            Assert.Equal(value, (await Client.Secrets.GetAsync(name, cancellationToken: Token))["key"].Reveal());
        }
    }

    [Fact]
    public async Task A_purged_secret_is_gone_and_one_that_is_not_deleted_cannot_be_purged()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["key"] = "1" }, cancellationToken: Token);
        await FailsAsync(ErrorCode.NotFound, () => Deleted.PurgeAsync(secret.Id, Token));
        await Client.Secrets.DeleteAsync(secret.Id, Token);

        await Deleted.PurgeAsync(secret.Id, Token);

        await FailsAsync(ErrorCode.NotFound, () => Deleted.PurgeAsync(secret.Id, Token));
        await FailsAsync(ErrorCode.NotFound, () => Deleted.FindAsync("db", cancellationToken: Token));
        Assert.Equal(0, (await Deleted.ListPageAsync(cancellationToken: Token)).Total);
    }

    [Fact]
    public async Task Lists_are_filtered_sorted_and_paged_and_confined_to_the_active_workspace()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            var secret = await Client.Secrets.CreateAsync(name, new() { ["key"] = "1" }, cancellationToken: Token);
            await Client.Secrets.DeleteAsync(secret.Id, Token);
        }

        Assert.Equal(["c", "a", "b"], await NamesAsync(new()));
        Assert.Equal(["a", "b", "c"], await NamesAsync(new() { SortBy = "name", Size = 2 }));
        Assert.Equal(["b"], await NamesAsync(new() { ["name"] = "b" }));
        Assert.Equal(["b", "a", "c"], await NamesAsync(new() { SortBy = "asc:deleted" }));
        Assert.Equal(3, (await Deleted.ListPageAsync(new() { Page = 2, Size = 2 }, Token)).Total);
        await FailsAsync(ErrorCode.InvalidArgument, () => Deleted.ListPageAsync(new() { SortBy = "purged" }, Token));

        async Task<IEnumerable<string>> NamesAsync(ListQuery query) =>
            (await Deleted.ListAsync(query, Token).ToListAsync(Token)).Select(deleted => deleted.Secret.Name.Value);
    }

    private static async Task<ZenException> FailsAsync(ErrorCode code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<ZenException>(call);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
