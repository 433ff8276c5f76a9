using System.Collections.Concurrent;
using System.Net;
using ZenML.Client.Remote.Login;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.SingleSignOn;

/// <summary>An identity provider, a server that people log in to with it, and a person with an account there.</summary>
public abstract class SingleSignOnTest : IAsyncLifetime
{
    private protected const string ProviderName = "Acme ID";

    private readonly TemporaryFolder folder = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected LoopbackProvider Provider { get; private set; } = null!;

    private protected OwnServer Server { get; private set; } = null!;

    private protected LoopbackPerson Ada { get; private set; } = null!;

    /// <summary>The pages that were shown.</summary>
    private protected ConcurrentQueue<SingleSignOnPage> Pages { get; } = [];

    private protected ConcurrentQueue<string> Warnings { get; } = [];

    private protected ZenClientOptions Options => new() { ConfigPath = folder.Path, OnWarning = Warnings.Enqueue };

    /// <summary>Whether a login was stored.</summary>
    private protected bool IsStored => File.Exists(folder.File(CredentialsFile.FileName));

    private protected string Stored => File.ReadAllText(folder.File(CredentialsFile.FileName));

    public async ValueTask InitializeAsync()
    {
        Provider = await LoopbackProvider.StartAsync();
        Ada = Provider.Add(new LoopbackPerson("00u1", "ada"));
        Server = await OwnServer.StartAsync(
            ("ZENML_SERVER_SSO_ISSUER", Provider.Address), ("ZENML_SERVER_SSO_CLIENT_ID", Provider.ClientId),
            ("ZENML_SERVER_SSO_NAME", ProviderName), ("ZENML_SERVER_SSO_ACCOUNTS", "create"));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A login in a browser that does something with the page.</summary>
    private protected ServerLogin.SingleSignOn In(Action<Uri> browser) => new(Pages.Enqueue)
    {
        OpenBrowser = page =>
        {
            browser(page);
            return true;
        },
    };

    /// <summary>A login in a browser in which a person logs in.</summary>
    /// <returns>The login, and what the browser shows in the end.</returns>
    private protected (ServerLogin.SingleSignOn Login, Task<(HttpStatusCode Status, string Text)> Shown) By(
        LoopbackPerson person, bool denies = false)
    {
        var shown = new TaskCompletionSource<(HttpStatusCode, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (In(page => _ = BrowseAsync(page)), shown.Task);

        async Task BrowseAsync(Uri page)
        {
            try
            {
                shown.SetResult(await LoopbackBrowser.LogInAndReturnAsync(page, person, denies));
            }
            catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException)
            {
                shown.SetException(exception);
            }
        }
    }

    private protected Task<string> ConnectAsync(ServerLogin login, CancellationToken? cancellationToken = null) =>
        ZenServer.ConnectAsync(Server.Address, login, Options, cancellationToken ?? Token);

    /// <summary>Makes sure that a login fails, stores nothing and quotes no code.</summary>
    private protected async Task<string> FailsAsync(ServerLogin login, ErrorCode code = ErrorCode.NotAllowed)
    {
        var error = await Assert.ThrowsAsync<ZenException>(() => ConnectAsync(login));

        Assert.True(error.Code == code, $"{error.Code}: {error.Message}");
        Assert.False(IsStored, "A login was stored.");
        Assert.All(Provider.Issued, token => Assert.DoesNotContain(token, error.ToString(), StringComparison.Ordinal));
        return error.Message;
    }

    private protected void AssertNoCodeWasSent() => Assert.DoesNotContain(LoopbackProvider.TokenPath, Provider.Requests);
}
