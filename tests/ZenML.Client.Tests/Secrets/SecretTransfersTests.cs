using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Transfers;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Secrets;

/// <summary>Copies and moves of secrets.</summary>
public class SecretTransfersTests : ClientTest
{
    private bool IsStock => Target == TestTarget.UpstreamServer;

    [Fact]
    public async Task A_copy_is_a_secret_of_its_own_with_the_same_values_in_the_same_order()
    {
        var original = await CreateAsync(new() { ["z"] = "1", ["a"] = "two\nlines", ["m"] = "" });

        var copy = await Client.Secrets.CopyAsync(original.Id, new SecretCopy(SecretName.Parse("t")), Token);
        await Client.Secrets.UpdateAsync(original.Id, new SecretUpdate { Set = new() { ["z"] = "changed" } }, Token);

        Assert.NotEqual(original.Id, copy.Id);
        Assert.Equal((original.Scope, original.Workspace.Id), (copy.Scope, copy.Workspace.Id));
        var values = (await Client.Secrets.GetAsync("t", cancellationToken: Token)).Values;
        Assert.Equal(["z", "a", "m"], values.Keys);
        Assert.Equal(["1", "two\nlines", ""], values.Values.Select(value => value.Reveal()));
    }

    [Fact]
    public async Task A_copy_can_go_to_another_scope_and_workspace_under_the_same_name()
    {
        var original = await CreateAsync(new() { ["a"] = "1" });
        var research = await Client.Workspaces.CreateAsync("research", cancellationToken: Token);

        var copy = await Client.Secrets.CopyAsync(
            original.Id, new SecretCopy(original.Name) { Scope = SecretScope.User, Workspace = research.Id }, Token);

        Assert.Equal((SecretScope.User, research.Id), (copy.Scope, copy.Workspace.Id));
        Assert.Equal("1", (await Client.Secrets.GetAsync(copy.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_copy_to_a_name_that_is_taken_fails()
    {
        var original = await CreateAsync(new() { ["a"] = "1" });

        var failure = await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.CopyAsync(original.Id, new SecretCopy(original.Name), Token));

        Assert.Equal(ErrorCode.AlreadyExists, failure.Code);
    }

    [Fact]
    public async Task A_move_to_another_scope_keeps_the_id_and_the_values()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });

        var moved = await Client.Secrets.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User }, Token);

        Assert.Equal((secret.Id, SecretScope.User), (moved.Id, moved.Scope));
        Assert.Equal("1", (await Client.Secrets.GetAsync("s", SecretScope.User, cancellationToken: Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_move_to_another_workspace_keeps_the_id_and_the_values_and_the_counts_are_right()
    {
        var secret = await CreateAsync(new() { ["b"] = "1", ["a"] = "2" });
        await Client.Secrets.CreateAsync("stays", new() { ["a"] = "1" }, cancellationToken: Token);
        var research = await Client.Workspaces.CreateAsync("research", cancellationToken: Token);
        var destination = new SecretDestination { Workspace = research.Id };
        if (IsStock)
        {
            var refused = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.MoveAsync(secret.Id, destination, Token));
            Assert.Equal(ErrorCode.NotAllowed, refused.Code);
            Assert.Contains("cannot move a secret to another workspace", refused.Message, StringComparison.Ordinal);
            Assert.Equal("1", (await Client.Secrets.GetAsync("s", cancellationToken: Token))["b"].Reveal());
            return;
        }

        var moved = await Client.Secrets.MoveAsync(secret.Id, destination, Token);

        Assert.Equal((secret.Id, research.Id, "research"), (moved.Id, moved.Workspace.Id, moved.Workspace.Name));
        Assert.Equal(["b", "a"], (await Client.Secrets.GetAsync(secret.Id, Token)).Values.Keys);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.FindAsync("s", cancellationToken: Token))).Code);
        Assert.Equal(["stays"], await NamesAsync(new ListQuery()));
        Assert.Equal(["s"], await NamesAsync(new ListQuery { Workspace = research.Id }));

        await Client.Secrets.MoveAsync(secret.Id, new SecretDestination { Workspace = secret.Workspace.Id }, Token);
        Assert.Equal(["s", "stays"], await NamesAsync(new ListQuery()));
        Assert.Empty(await NamesAsync(new ListQuery { Workspace = research.Id }));
    }

    [Fact]
    public async Task A_move_to_where_the_name_is_taken_fails_and_changes_nothing()
    {
        var secret = await CreateAsync(new() { ["a"] = "shared" });
        await Client.Secrets.CreateAsync("s", new() { ["a"] = "own" }, SecretScope.User, Token);

        var failure = await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.MoveAsync(secret.Id, new SecretDestination { Scope = SecretScope.User }, Token));

        Assert.Equal(ErrorCode.AlreadyExists, failure.Code);
        Assert.Equal("shared", (await Client.Secrets.GetAsync("s", SecretScope.Workspace, cancellationToken: Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_move_to_where_the_secret_is_changes_nothing()
    {
        var secret = await CreateAsync(new() { ["a"] = "1" });

        var moved = await Client.Secrets.MoveAsync(
            secret.Id, new SecretDestination { Scope = secret.Scope, Workspace = secret.Workspace.Id }, Token);

        Assert.Equal((secret.Version, secret.Updated), (moved.Version, moved.Updated));
    }

    [Fact]
    public async Task The_shared_secret_of_another_account_cannot_be_moved_to_the_user_scope_but_copied_there()
    {
        await using var other = await OpenAsOtherAsync();
        var theirs = await other.Secrets.CreateAsync("s", new() { ["a"] = "1" }, cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.MoveAsync(theirs.Id, new SecretDestination { Scope = SecretScope.User }, Token));
        var copy = await Client.Secrets.CopyAsync(theirs.Id, new SecretCopy(SecretName.Parse("s")) { Scope = SecretScope.User }, Token);

        Assert.Equal(ErrorCode.NotAllowed, refused.Code);
        Assert.Equal(TestAccounts.Administrator, copy.User.Name);
    }

    private Task<SecretInfo> CreateAsync(SecretValues values) => Client.Secrets.CreateAsync("s", values, cancellationToken: Token);

    private async Task<string[]> NamesAsync(ListQuery query)
    {
        var page = await Client.Secrets.ListPageAsync(query, Token);
        Assert.Equal(page.Items.Count, page.Total);
        return [.. page.Items.Select(secret => secret.Name.Value).Order(StringComparer.Ordinal)];
    }
}
