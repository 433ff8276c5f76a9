using ZenML.Core.Errors;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverUpstreamServer;

/// <summary>ZenML's own server deletes secrets for good.</summary>
public sealed class DeletedSecretsOverUpstreamServerTests : ClientTest
{
    protected override TestTarget Target => TestTarget.UpstreamServer;

    [Fact]
    public async Task What_needs_deleted_secrets_is_refused_with_a_message_that_says_so()
    {
        var secret = await Client.Secrets.CreateAsync("db", new() { ["key"] = "1" }, cancellationToken: Token);
        var deleted = Client.DeletedSecrets;

        Assert.Null(await deleted.FindRetentionAsync(Token));
        foreach (var call in new Func<Task>[]
            {
                () => deleted.ListPageAsync(cancellationToken: Token),
                () => deleted.FindAsync("db", cancellationToken: Token),
                () => deleted.UndeleteAsync(secret.Id, cancellationToken: Token),
                () => deleted.PurgeAsync(secret.Id, Token),
            })
        {
            var refusal = await Assert.ThrowsAsync<ZenException>(call);
            Assert.Equal(ErrorCode.NotAllowed, refusal.Code);
            Assert.Contains("keeps no deleted secrets: it deletes them for good at once", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal("1", (await Client.Secrets.GetAsync("db", cancellationToken: Token))["key"].Reveal());
    }
}
