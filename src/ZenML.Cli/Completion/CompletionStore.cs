using ZenML.Client;

namespace ZenML.Cli.Completion;

/// <summary>The store that names come from. Pressing Tab must not create it, show a warning, or clean up after other commands.</summary>
internal sealed class CompletionStore(CliContext context) : IAsyncDisposable
{
    private ZenClient? client;

    /// <summary>A client of the store. Its operations fail if there is no store yet.</summary>
    public ZenClient Client => client ??= ZenClient.Open(context.ClientOptions with { OnWarning = null, CreateStore = false });

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
