using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests;

public class SecretHistoryClientTests : ClientTest
{
    private SecretHistoryClient History => Client.Secrets.History;

    [Fact]
    public async Task The_history_of_a_secret_says_who_changed_which_keys()
    {
        var secret = await PrepareAsync();

        var lines = await History.ListAsync(secret.Id, Token).ToListAsync(Token);
        var page = await History.ListPageAsync(secret.Id, before: 3, Token);

        Assert.Equal([4L, 3, 2, 1], lines.Select(line => line.Version));
        Assert.Equal(
            [SecretVersionKind.Update, SecretVersionKind.Update, SecretVersionKind.Update, SecretVersionKind.Create],
            lines.Select(line => line.Kind));
        Assert.Equal(
            [SecretVersionState.Current, SecretVersionState.NoValues, SecretVersionState.Stored, SecretVersionState.Stored],
            lines.Select(line => line.State));
        Assert.Equal(["port", "password", "user"], [.. lines[2].Added, .. lines[2].Changed, .. lines[2].Removed]);
        Assert.Equal(("db", "database"), (lines[1].Name!.Before, lines[1].Name!.After));
        Assert.Equal((SecretScope.Workspace, SecretScope.User), (lines[1].Scope!.Before, lines[1].Scope!.After));
        Assert.All(lines, line => Assert.Equal(TestAccounts.Administrator, line.User!.Name));
        Assert.All(lines, line => Assert.NotNull(line.Created));
        Assert.Equal([2L, 1], page.Versions.Select(line => line.Version));
        Assert.Equal((4L, "database", null), (page.Secret.Version, page.Secret.Name.Value, page.Next));
    }

    [Fact]
    public async Task An_earlier_version_is_returned_by_id_and_by_name_with_its_keys_and_time()
    {
        var secret = await PrepareAsync();

        var byId = await History.GetVersionAsync(secret.Id, 1, Token);
        var byName = await History.GetVersionAsync("database", 1, cancellationToken: Token);

        Assert.Equal([("user", "admin"), ("password", "one")], byId.Values.Select(pair => (pair.Key, pair.Value.Reveal())));
        Assert.Equal(("database", 1L), (byName.Name, byName.Info.Version));
        Assert.Equal("one", byName["password"].Reveal());
        Assert.Equal(["user", "password"], byName.Info.Keys);
        Assert.Equal(byName.Info.Created, byName.Info.Updated);
    }

    [Fact]
    public async Task A_comparison_has_values_only_if_they_are_asked_for()
    {
        var secret = await PrepareAsync();

        var names = await History.DiffAsync(secret.Id, cancellationToken: Token);
        var values = await History.DiffAsync(secret.Id, 1, 2, withValues: true, Token);

        Assert.Equal((2L, 4L), (names.From, names.To));
        Assert.Equal(new SecretDifference("password", SecretDifferenceKind.Changed), Assert.Single(names.Keys));
        Assert.Equal(
            [
                ("password", SecretDifferenceKind.Changed, "one", "two"), ("port", SecretDifferenceKind.Added, null, "5432"),
                ("user", SecretDifferenceKind.Removed, "admin", null),
            ],
            values.Keys.Select(key => (key.Key, key.Kind, key.Before?.Reveal(), key.After?.Reveal())));
    }

    [Fact]
    public async Task A_rollback_adds_a_version_and_says_which_one_it_replaces()
    {
        var secret = await PrepareAsync();

        var rollback = await History.RollbackAsync(secret.Id, 1, ifVersion: 4, Token);
        var error = await Assert.ThrowsAsync<ZenException>(() => History.RollbackAsync(secret.Id, 2, ifVersion: 4, Token));

        Assert.Equal((5L, 5L, 4L), (rollback.Secret.Version, rollback.Version.Version, rollback.Replaced));
        Assert.Equal((SecretVersionKind.Rollback, 1L), (rollback.Version.Kind, rollback.Version.RolledBackTo));
        Assert.Equal(ErrorCode.VersionMismatch, error.Code);
        Assert.Equal("one", (await Client.Secrets.GetAsync("database", cancellationToken: Token))["password"].Reveal());
        Assert.Equal("three", (await History.GetVersionAsync(secret.Id, 4, Token))["password"].Reveal());
    }

    [Fact]
    public async Task A_destroyed_version_is_marked_and_cannot_be_read_or_restored()
    {
        var secret = await PrepareAsync();

        await History.DestroyAsync(secret.Id, 1, Token);

        Assert.Equal(ErrorCode.NotFound, await CodeAsync(() => History.GetVersionAsync(secret.Id, 1, Token)));
        Assert.Equal(ErrorCode.NotFound, await CodeAsync(() => History.RollbackAsync(secret.Id, 1, null, Token)));
        Assert.Equal(ErrorCode.NotAllowed, await CodeAsync(() => History.DestroyAsync(secret.Id, 4, Token)));
        Assert.Equal(ErrorCode.NotFound, await CodeAsync(() => History.GetVersionAsync(secret.Id, 3, Token)));
        var line = await History.ListAsync(secret.Id, Token).LastAsync(Token);
        Assert.Equal(SecretVersionState.Destroyed, line.State);
        Assert.NotNull(line.Destroyed);
    }

    [Fact]
    public async Task A_secret_keeps_the_number_of_versions_that_it_was_created_with_or_changed_to()
    {
        var secret = await Client.Secrets.CreateAsync("s", new() { ["k"] = "1" }, keepVersions: 2, cancellationToken: Token);
        Assert.Equal(2, secret.KeepVersions);
        await SetAsync(secret, "2");
        await SetAsync(secret, "3");

        Assert.Equal(2, (await Client.Secrets.FindAsync("s", cancellationToken: Token)).KeepVersions);
        Assert.Equal([3L, 2], await StoredAsync(secret));
        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 1 }, Token);
        Assert.Equal([3L], await StoredAsync(secret));
        await Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 0 }, Token);
        Assert.Null((await Client.Secrets.FindAsync("s", cancellationToken: Token)).KeepVersions);
        Assert.Equal(
            [0, 1, null, null, 2],
            await History.ListAsync(secret.Id, Token).Select(line => line.KeepVersions).ToListAsync(Token));
        Assert.Equal(
            ErrorCode.InvalidArgument,
            await CodeAsync(() => Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { KeepVersions = 1001 }, Token)));
    }

    [Fact]
    public async Task A_reference_means_the_current_version()
    {
        var secret = await Client.Secrets.CreateAsync("s", new() { ["k"] = "1" }, cancellationToken: Token);
        await SetAsync(secret, "2");
        var reference = new Core.Secrets.References.SecretReference("s", "k");

        Assert.Equal("2", (await Client.Secrets.ResolveAsync([reference], Token))[reference].Reveal());
        await History.RollbackAsync(secret.Id, 1, cancellationToken: Token);
        Assert.Equal("1", (await Client.Secrets.ResolveAsync([reference], Token))[reference].Reveal());
    }

    [Fact]
    public async Task Values_of_earlier_versions_are_masked()
    {
        var secret = await PrepareAsync();
        await using var log = new StringWriter();
        await using (var other = Open())
        {
            using var masking = other.Runtime.Mask(log);
            await other.Secrets.History.GetVersionAsync(secret.Id, 1, Token);
            await other.Secrets.History.DiffAsync(secret.Id, 2, 4, withValues: true, Token);
            await masking.Log.WriteAsync("admin three 5432 one-more");
        }

        Assert.DoesNotContain("admin", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("three", log.ToString(), StringComparison.Ordinal);
    }

    private async Task<SecretInfo> PrepareAsync()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["user"] = "admin", ["password"] = "one" }, cancellationToken: Token);
        await Client.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new() { ["password"] = "two", ["port"] = "5432" }, Remove = ["user"] }, Token);
        await Client.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Name = SecretName.Parse("database"), Scope = SecretScope.User }, Token);
        return await Client.Secrets.UpdateAsync(
            secret.Id, new SecretUpdate { Set = new() { ["password"] = "three", ["port"] = "5432" } }, Token);
    }

    private Task<SecretInfo> SetAsync(SecretInfo secret, string value) =>
        Client.Secrets.UpdateAsync(secret.Id, new SecretUpdate { Set = new() { ["k"] = value } }, Token);

    private async Task<IEnumerable<long>> StoredAsync(SecretInfo secret) => await History.ListAsync(secret.Id, Token)
        .Where(line => line.State is SecretVersionState.Current or SecretVersionState.Stored)
        .Select(line => line.Version)
        .ToListAsync(Token);

    private static async Task<ErrorCode> CodeAsync(Func<Task> action) => (await Assert.ThrowsAsync<ZenException>(action)).Code;
}
