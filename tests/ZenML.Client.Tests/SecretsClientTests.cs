using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests;

public class SecretsClientTests : ClientTest
{
    [Fact]
    public async Task The_snippet_in_the_documentation_creates_a_secret()
    {
        var client = Client;
        await client.Secrets.CreateAsync("my_secret", new() { ["username"] = "admin", ["password"] = "abc123" }, cancellationToken: Token);

        var secret = await client.Secrets.GetAsync("my_secret", cancellationToken: Token);

        Assert.Equal("abc123", secret["password"].Reveal());
        Assert.Equal(["username", "password"], secret.Values.Keys);
        Assert.Equal(SecretScope.Workspace, secret.Info.Scope);
    }

    [Fact]
    public async Task A_secret_created_by_one_client_is_found_by_another()
    {
        var created = await Client.Secrets.CreateAsync("shared", new() { ["k"] = "line 1\nline 2 \u2713" }, cancellationToken: Token);
        await using var other = Open();

        Assert.Equal("line 1\nline 2 \u2713", (await other.Secrets.GetAsync(created.Id, Token))["k"].Reveal());
        Assert.Equal(created.Id, (await other.Secrets.FindAsync(created.Id.ToString(), cancellationToken: Token)).Id);
        Assert.Equal(
            created.Id,
            (await other.Secrets.FindAsync(created.Id.ToString()[..8], mode: LookupMode.Reading, cancellationToken: Token)).Id);
        Assert.Equal(created.Id, (await other.Secrets.FindAsync("sha", mode: LookupMode.Reading, cancellationToken: Token)).Id);
        Assert.Equal(
            ErrorCode.NotFound,
            (await Assert.ThrowsAsync<ZenException>(() => other.Secrets.FindAsync("sha", cancellationToken: Token)))
                .Code);
    }

    [Fact]
    public async Task Several_secrets_are_read_by_names_and_ids_in_the_order_of_the_request()
    {
        var first = await Client.Secrets.CreateAsync("first", new() { ["k"] = "1" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("second", new() { ["k"] = "everyone's" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("second", new() { ["k"] = "mine" }, SecretScope.User, Token);

        var read = await Client.Secrets.GetManyAsync(["second", first.Id.ToString(), "first"], Token);

        Assert.Equal(["mine", "1", "1"], read.Select(secret => secret["k"].Reveal()));
        Assert.Empty(await Client.Secrets.GetManyAsync([], Token));
    }

    [Fact]
    public async Task Several_secrets_are_not_read_if_one_does_not_exist()
    {
        await Client.Secrets.CreateAsync("first", new() { ["k"] = "1" }, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.GetManyAsync(["first", "gone"], Token));

        Assert.Equal(ErrorCode.NotFound, error.Code);
        Assert.Contains("'gone'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_scope_takes_precedence_unless_a_scope_is_given()
    {
        await Client.Secrets.CreateAsync("token", new() { ["k"] = "everyone's" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("token", new() { ["k"] = "mine" }, SecretScope.User, Token);

        Assert.Equal("mine", (await Client.Secrets.GetAsync("token", cancellationToken: Token))["k"].Reveal());
        Assert.Equal("everyone's", (await Client.Secrets.GetAsync("token", SecretScope.Workspace, cancellationToken: Token))["k"].Reveal());
    }

    [Fact]
    public async Task An_update_can_set_and_remove_and_rename_keys_and_change_the_scope_at_once()
    {
        await Client.Secrets.CreateAsync("old", new() { ["a"] = "1", ["b"] = "2" }, cancellationToken: Token);

        await Client.Secrets.UpdateAsync(
            "old",
            new SecretUpdate { Name = SecretName.Parse("new"), Scope = SecretScope.User, Set = new() { ["c"] = "" }, Remove = ["a"] },
            cancellationToken: Token);
        var secret = await Client.Secrets.GetAsync("new", SecretScope.User, cancellationToken: Token);

        Assert.Equal(["b", "c"], secret.Values.Keys);
        Assert.Equal("", secret["c"].Reveal());
    }

    [Fact]
    public async Task A_deleted_secret_is_not_found()
    {
        await Client.Secrets.CreateAsync("gone", new() { ["k"] = "v" }, cancellationToken: Token);
        await Client.Secrets.DeleteAsync("gone", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => Client.Secrets.GetAsync("gone", cancellationToken: Token));
        Assert.Equal(ErrorCode.NotFound, error.Code);
    }

    [Fact]
    public async Task A_list_reads_all_pages_from_the_requested_one_on()
    {
        for (var number = 0; number < 7; number++)
        {
            await Client.Secrets.CreateAsync($"s{number}", new() { ["k"] = "v" }, cancellationToken: Token);
        }

        var all = await Client.Secrets.ListAsync(new ListQuery { Size = 3 }, Token).Select(secret => secret.Name.Value).ToListAsync(Token);
        var fromSecond = await Client.Secrets.ListAsync(new ListQuery { Size = 3, Page = 2, SortBy = "desc:name" }, Token)
            .Select(secret => secret.Name.Value).ToListAsync(Token);
        var filtered = await Client.Secrets.ListAsync(new ListQuery { ["name"] = "endswith:5" }, Token).ToListAsync(Token);

        Assert.Equal(["s0", "s1", "s2", "s3", "s4", "s5", "s6"], all);
        Assert.Equal(["s3", "s2", "s1", "s0"], fromSecond);
        Assert.Equal("s5", Assert.Single(filtered).Name.Value);
    }

    [Fact]
    public async Task A_list_that_shrinks_while_it_is_read_ends_normally()
    {
        for (var number = 0; number < 4; number++)
        {
            await Client.Secrets.CreateAsync($"s{number}", new() { ["k"] = "v" }, cancellationToken: Token);
        }

        var seen = new List<string>();
        await foreach (var secret in Client.Secrets.ListAsync(new ListQuery { Size = 2 }, Token))
        {
            seen.Add(secret.Name.Value);
            await Client.Secrets.DeleteAsync(secret.Id, Token);
        }

        Assert.Equal(["s0", "s1"], seen);
    }

    [Fact]
    public async Task An_error_in_a_query_is_reported_with_the_first_page()
    {
        var error = await Assert.ThrowsAsync<ZenException>(
            async () => await Client.Secrets.ListAsync(new ListQuery { ["colour"] = "red" }, Token).ToListAsync(Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task A_list_does_not_modify_the_query_it_was_given()
    {
        var query = new ListQuery();
        await Client.Secrets.ListPageAsync(query, Token);

        Assert.Null(query.Workspace);
    }

    [Fact]
    public async Task An_update_for_a_stale_version_is_rejected_with_the_current_one_and_changes_nothing()
    {
        Assert.SkipWhen(
            Target == TestTarget.UpstreamServer,
            "A server of ZenML counts no versions; UpstreamConnectionTests has what happens there.");
        var created = await Client.Secrets.CreateAsync("s", new() { ["a"] = "1" }, cancellationToken: Token);
        var updated = await Client.Secrets.UpdateAsync(
            created.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, IfVersion = created.Version }, Token);
        var renamed = await Client.Secrets.UpdateAsync(
            created.Id, new SecretUpdate { Name = SecretName.Parse("t"), IfVersion = updated.Version }, Token);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => Client.Secrets.UpdateAsync(
                "t",
                new SecretUpdate { Set = new() { ["a"] = "late" }, IfVersion = updated.Version },
                cancellationToken: Token));

        Assert.Equal((1L, 2L, 3L), (created.Version, updated.Version, renamed.Version));
        Assert.Equal(ErrorCode.VersionMismatch, error.Code);
        Assert.Contains("'t' is at version 3, not 2", error.Message, StringComparison.Ordinal);
        Assert.Equal("2", (await Client.Secrets.GetAsync("t", cancellationToken: Token))["a"].Reveal());
        Assert.Equal(3, (await Client.Secrets.FindAsync("t", cancellationToken: Token)).Version);
    }

    [Fact]
    public async Task Secrets_belong_to_the_active_workspace()
    {
        await Client.Secrets.CreateAsync("here", new() { ["k"] = "v" }, cancellationToken: Token);
        var other = await Client.Workspaces.CreateAsync("other", cancellationToken: Token);
        await Client.Workspaces.SetActiveAsync("other", cancellationToken: Token);

        Assert.Empty(await Client.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token));
        await Client.Secrets.CreateAsync("there", new() { ["k"] = "v" }, cancellationToken: Token);
        await using var next = Open();
        Assert.Equal("there", Assert.Single(await next.Secrets.ListAsync(cancellationToken: Token).ToListAsync(Token)).Name.Value);
        Assert.Equal(1, (await next.Secrets.ListPageAsync(new ListQuery { ["workspace_id"] = other.Id.ToString() }, Token)).Total);
    }

    [Fact]
    public async Task Names_and_keys_that_no_reference_can_express_cause_a_warning_without_values()
    {
        await Client.Secrets.CreateAsync("dotted.name", new() { ["good"] = "value-1", ["bad key"] = "value-2" }, cancellationToken: Token);

        Assert.Collection(
            Warnings, first => Assert.Contains("'dotted.name'", first, StringComparison.Ordinal),
            second => Assert.Contains("'bad key'", second, StringComparison.Ordinal));
        Assert.DoesNotContain(Warnings, warning => warning.Contains("value-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_client_throws_on_use()
    {
        var client = Open();
        await client.Secrets.ListPageAsync(cancellationToken: Token);
        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Secrets.ListPageAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task Many_tasks_can_share_a_client_that_has_not_been_opened_yet()
    {
        await Client.Secrets.CreateAsync("s", new() { ["k0"] = "v" }, cancellationToken: Token);
        await using var shared = Open();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(
            () => shared.Secrets.UpdateAsync(
                "s", new SecretUpdate { Set = new() { [$"k{number}"] = "v" } }, cancellationToken: Token),
            Token)));

        Assert.Equal(21, (await Client.Secrets.FindAsync("s", cancellationToken: Token)).Keys.Count);
    }
}
