using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Core.References;
using ZenML.Core.Stacks;
using ZenML.TestKit;

namespace ZenML.Client.Tests;

/// <summary>A client over a real store in a folder of its own.</summary>
public abstract class ClientTest : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    protected ClientTest() => Client = Open();

    protected ZenClient Client { get; }

    protected List<string> Warnings { get; } = [];

    protected string Folder => folder.Path;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ZenClientOptions Options =>
        new() { ConfigPath = Folder, ValidationLevel = SecretValidationLevel.SecretAndKeyExists, OnWarning = Warnings.Add };

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another client of the same store.</summary>
    protected ZenClient Open(Func<ZenClientOptions, ZenClientOptions>? change = null) => ZenClient.Open(change is null ? Options : change(Options));

    /// <summary>Registers an MLflow experiment tracker with this configuration, puts it into a stack and makes that active.</summary>
    protected async Task<Stack> ActivateStackAsync(ConfigurationMap tracker)
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var component = await Client.Components.RegisterAsync(ComponentType.ExperimentTracker, "mlflow", "mlflow", tracker, cancellationToken: Token);
        await Client.Stacks.RegisterAsync("production", [.. standard.Components, component], Token);
        return await Client.Stacks.SetActiveAsync("production", cancellationToken: Token);
    }
}
