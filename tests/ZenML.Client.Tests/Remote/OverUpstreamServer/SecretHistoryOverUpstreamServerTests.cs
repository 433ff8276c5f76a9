using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>ZenML's own server keeps no earlier versions.</summary>
public sealed class SecretHistoryOverUpstreamServerTests : ClientTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task What_needs_a_history_is_refused_with_a_message_that_says_so()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["key"] = "1" }, cancellationToken: Token);
        var history = Client.Secrets.History;

        foreach (var call in new Func<Task>[]
            {
                () => history.ListPageAsync(secret.Id, cancellationToken: Token),
                () => history.ListAsync(secret.Id, Token).ToListAsync(Token).AsTask(),
                () => history.GetVersionAsync("db", 1, cancellationToken: Token),
                () => history.DiffAsync(secret.Id, cancellationToken: Token),
                () => history.RollbackAsync(secret.Id, 1, cancellationToken: Token),
                () => history.DestroyAsync(secret.Id, 1, Token),
            })
        {
            var refusal = await Assert.ThrowsAsync<ZenException>(call);
            Assert.Equal(ErrorCode.NotAllowed, refusal.Code);
            Assert.Contains("keeps no history of secrets", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal("1", (await Client.Secrets.GetAsync("db", cancellationToken: Token))["key"].Reveal());
    }

    [Fact]
    public async Task A_number_of_versions_to_keep_is_refused_and_nothing_is_changed()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["key"] = "1" }, cancellationToken: Token);

        foreach (var call in new Func<Task>[]
            {
                () => Client.Secrets.CreateAsync("other", new() { ["key"] = "1" }, keepVersions: 3, cancellationToken: Token),
                () => Client.Secrets.UpdateAsync(
                    secret.Id, new SecretUpdate { KeepVersions = 3, Set = new() { ["key"] = "2" } }, Token),
            })
        {
            Assert.Equal(ErrorCode.NotAllowed, (await Assert.ThrowsAsync<ZenException>(call)).Code);
        }

        var only = Assert.Single((await Client.Secrets.ListPageAsync(cancellationToken: Token)).Items);
        Assert.Equal("1", (await Client.Secrets.GetAsync(only.Id, Token))["key"].Reveal());
    }
}
