using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.SingleSignOn;

/// <summary>Command lines over a server with an identity provider.</summary>
public abstract class SingleSignOnCommandTest : IAsyncLifetime
{
    private protected const string ProviderName = "Acme ID";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected CliHost Host { get; } = new() { ErrorIsTerminal = true };

    private protected LoopbackProvider Provider { get; private set; } = null!;

    private protected OwnServer Server { get; private set; } = null!;

    private protected LoopbackPerson Ada { get; private set; } = null!;

    /// <summary>The settings of the server besides those of the identity provider.</summary>
    private protected virtual IEnumerable<(string Name, string Value)> Settings => [("ZENML_SERVER_SSO_ACCOUNTS", "create")];

    public async ValueTask InitializeAsync()
    {
        Host.Variables["TERM"] = "dumb";
        Provider = await LoopbackProvider.StartAsync();
        Ada = Provider.Add(new LoopbackPerson("00u1", "ada"));
        Server = await OwnServer.StartAsync(
        [
            ("ZENML_SERVER_SSO_ISSUER", Provider.Address), ("ZENML_SERVER_SSO_CLIENT_ID", Provider.ClientId),
            ("ZENML_SERVER_SSO_NAME", ProviderName), .. Settings,
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
        Host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets a person log in as soon as a command opens a browser.</summary>
    private protected void BrowseAs(LoopbackPerson person) => Host.OpenBrowser = page =>
    {
        _ = LoopbackBrowser.LogInAndReturnAsync(page, person);
        return true;
    };

    /// <summary>Starts a command whose messages the test reads while it runs.</summary>
    private protected (Task<int> ExitCode, ObservedWriter Error) Start(params string[] arguments)
    {
        var error = new ObservedWriter();
        var environment = Host.Environment(TextWriter.Null, error, new FakeTerminal());
        return (ZenApplication.RunAsync(arguments, environment, Token), error);
    }

    private protected async Task<CliRun> SucceedAsync(params string[] arguments)
    {
        var run = await Host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: {run.Error}");
        return run;
    }

    private protected async Task ConnectAsAdministratorAsync()
    {
        Host.Variables["ZENML_STORE_PASSWORD"] = Server.Password;
        await SucceedAsync("connect", Server.Address, "--username", TestAccounts.Administrator);
        Host.Variables.Remove("ZENML_STORE_PASSWORD");
    }
}
