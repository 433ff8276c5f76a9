using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Tests.PublicApi;

/// <summary>Programs that use the SDK can replace it in their own tests, with public members only.</summary>
public sealed class FakeClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_runs_with_a_fake_client_that_needs_no_store()
    {
        await using var client = new FakeClient();

        Assert.Equal("admin:abc123 (my_secret)", await DescribeSecretsAsync(client));
    }

    [Fact]
    public async Task A_fake_that_does_not_override_a_member_says_so_when_the_member_is_called()
    {
        await using var client = new FakeClient();

        await Assert.ThrowsAsync<NotSupportedException>(() => client.Secrets.DeleteAsync("my_secret", cancellationToken: Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.Stacks.GetActiveAsync(Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.ServiceAccounts.GetAsync("ci", cancellationToken: Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.ServiceAccounts.ApiKeys.GetAsync(Id<User>.New(), "k", Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => client.DescribeStoreAsync(Token));
        Assert.Throws<NotSupportedException>(() => client.Runtime.Share());
    }

    [Theory]
    [InlineData(typeof(ZenClient))]
    [InlineData(typeof(ClientRuntime))]
    [InlineData(typeof(ResourceClient))]
    public void Every_public_instance_member_of_a_client_is_virtual(Type root)
    {
        var clients = root.Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(root)).ToArray();
        var members = clients.SelectMany(type => type.GetMethods())
            .Where(method =>
                !method.IsStatic
                    && method.DeclaringType!.Assembly == root.Assembly
                    && method.Name != nameof(IDisposable.Dispose));

        Assert.All(members, method => Assert.True(method is { IsVirtual: true, IsFinal: false }, $"{method.DeclaringType}.{method.Name}"));
        Assert.All(clients, type => Assert.False(type.IsSealed));
    }

    /// <summary>Stands for a program that uses the SDK.</summary>
    private static async Task<string> DescribeSecretsAsync(ZenClient client)
    {
        var secret = await client.Secrets.GetAsync("my_secret");
        var names = await client.Secrets.ListAsync().Select(info => info.Name.Value).ToListAsync();
        return $"{secret["username"].Reveal()}:{secret["password"].Reveal()} ({string.Join(", ", names)})";
    }

    private sealed class FakeClient : ZenClient
    {
        public override SecretsClient Secrets { get; } = new FakeSecrets();
    }

    private sealed class FakeSecrets : SecretsClient
    {
        private readonly SecretInfo info = new()
        {
            Id = Id<Secret>.New(),
            Name = SecretName.Parse("my_secret"),
            Scope = SecretScope.Workspace,
            Workspace = new(Id<Workspace>.New(), "default"),
            User = new(Id<User>.New(), "default"),
            Created = DateTimeOffset.UnixEpoch,
            Updated = DateTimeOffset.UnixEpoch,
            Version = 1,
            ValuesVersion = 1,
            Keys = ["username", "password"],
        };

        public override Task<Secret> GetAsync(
            string nameOrId, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
            Task.FromResult(new Secret(info, new() { ["username"] = "admin", ["password"] = "abc123" }));

        public override Task<Page<SecretInfo>> ListPageAsync(ListQuery? query, CancellationToken cancellationToken) =>
            Task.FromResult(new Page<SecretInfo>([info], 1, 20, 1));
    }
}
