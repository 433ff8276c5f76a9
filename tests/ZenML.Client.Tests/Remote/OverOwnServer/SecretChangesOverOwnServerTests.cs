using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class SecretChangesOverOwnServerTests : SecretChangesClientTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_watch_goes_on_after_a_restart_of_the_server_and_notices_what_changed_meanwhile()
    {
        var server = (OwnServer)Server!;
        var failures = new ConcurrentQueue<ZenException>();
        await using var watch = Client.SecretChanges.WatchAsync(failures.Enqueue, Token).GetAsyncEnumerator(Token);
        await NextAsync(watch);
        var secret = await Client.Secrets.CreateAsync("db", new() { ["k"] = "1" }, cancellationToken: Token);
        await NextAsync(watch);
        var next = NextAsync(watch);

        var services = server.Services;
        await server.RestartAsync(async () =>
        {
            await services.Secrets.DeleteAsync(secret.Id, Token);
            await Patience.UntilAsync(() => Task.FromResult(!failures.IsEmpty), "a failure of the watch", Token);
        });

        Assert.False((await next).IsStart);
        Assert.All(failures, failure => Assert.Equal(ErrorCode.StoreUnavailable, failure.Code));
    }

    [Fact]
    public async Task A_watch_ends_soon_when_its_account_is_deactivated()
    {
        await using var other = await OpenAsOtherAsync();
        await using var watch = other.SecretChanges.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        await NextAsync(watch);
        var next = NextAsync(watch);

        await Client.Users.DeactivateAsync(TestAccounts.Other, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => next);
        Assert.Equal(ErrorCode.NotAuthenticated, error.Code);
    }

    [Fact]
    public async Task A_watch_ends_soon_when_its_workspace_is_deleted()
    {
        await Client.Workspaces.CreateAsync("short", cancellationToken: Token);
        await using var other = Open(options => options with { Workspace = "short" });
        await using var watch = other.SecretChanges.WatchAsync(cancellationToken: Token).GetAsyncEnumerator(Token);
        await NextAsync(watch);
        var next = NextAsync(watch);

        await Client.Workspaces.DeleteAsync("short", cancellationToken: Token);

        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ZenException>(() => next)).Code);
    }
}
