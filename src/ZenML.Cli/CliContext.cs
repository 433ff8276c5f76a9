using ZenML.Cli.Input;
using ZenML.Cli.Output;
using ZenML.Client;

namespace ZenML.Cli;

/// <summary>What every command is given.</summary>
internal sealed class CliContext(CliEnvironment environment) : IAsyncDisposable
{
    private ZenClient? client;

    /// <summary>The process around.</summary>
    public CliEnvironment Environment => environment;

    /// <summary>Where data and talk go.</summary>
    public Writer Writer { get; } = new(environment);

    /// <summary>Questions to the person at the keyboard.</summary>
    public Prompt Prompt { get; } = new(environment);

    /// <summary>The store. Opened at its first use, so that help never waits for it.</summary>
    public ZenClient Client => client ??= ZenClient.Open(ClientOptions);

    /// <summary>How the store is found.</summary>
    public ZenClientOptions ClientOptions => new()
    {
        ConfigPath = environment.Variable("ZENML_CONFIG_PATH"),
        EncryptionKey = environment.Variable("ZENML_SECRETS_STORE_ENCRYPTION_KEY"),
        OnWarning = Writer.Warn,
    };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
