using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Remote;

/// <summary>Changes of the credentials by several processes.</summary>
public sealed class CredentialsFileTests : IDisposable
{
    private const string Server = "http://127.0.0.1:8237";

    private readonly TemporaryFolder folder = new();

    private CredentialsFile Credentials => new(folder.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Concurrent_changes_for_different_servers_are_all_kept()
    {
        var addresses = Enumerable.Range(1, 24).Select(port => $"http://127.0.0.1:{port}").ToArray();

        await Task.WhenAll(addresses.Select(address => Task.Run(
            () => Credentials.Set(address, new ServerAccount { Token = address }), Token)));

        Assert.All(addresses, address => Assert.Equal(address, Credentials.Find(address)?.Token));
    }

    [Fact]
    public void An_update_does_not_bring_back_a_login_that_was_removed()
    {
        Credentials.Set(Server, new ServerAccount { Token = "t" });
        Credentials.Remove(Server);

        Credentials.Update(Server, account => account with { Extensions = 4 });

        Assert.Null(Credentials.Find(Server));
    }

    [Fact]
    public async Task An_update_that_waits_for_the_removal_of_the_login_does_not_bring_it_back()
    {
        Credentials.Set(Server, new ServerAccount { Token = "t" });
        var isWaiting = new TaskCompletionSource();
        Task update;
        using (LockFile.Open(folder.File(CredentialsFile.LockFileName)))
        {
            update = Task.Run(
                () => Credentials.Update(
                    Server,
                    account =>
                    {
                        isWaiting.TrySetResult();
                        return account with { Extensions = 4 };
                    }),
                Token);
            await isWaiting.Task.InTimeAsync("the update to read the login");
            await File.WriteAllTextAsync(folder.File(CredentialsFile.FileName), """{"servers":{}}""", Token);
        }

        await update.InTimeAsync("the update");
        Assert.Null(Credentials.Find(Server));
    }

    [Fact]
    public void A_number_of_extensions_is_not_stored_for_a_login_that_was_removed_or_replaced()
    {
        var account = new ServerAccount { UserName = "ada" };
        Credentials.Set(Server, account);
        using var transport = NewTransport();
        using var session = new AccountSession(
            ServerAddress.Parse(Server), null, new LoginRequests(ServerAddress.Parse(Server), transport, TimeProvider.System),
            () => account, change => Credentials.Update(Server, change), TimeProvider.System);

        session.NoteExtensions(3);
        Assert.Equal(3, Credentials.Find(Server)?.Extensions);
        Credentials.Set(Server, new ServerAccount { Token = "of somebody else" });
        session.NoteExtensions(4);
        Assert.Null(Credentials.Find(Server)?.Extensions);
        Credentials.Remove(Server);
        session.NoteExtensions(5);
        Assert.Null(Credentials.Find(Server));
    }

    private static Transport NewTransport() =>
        new(ServerAddress.Parse(Server), null, TimeProvider.System, new ServerRoute());
}
