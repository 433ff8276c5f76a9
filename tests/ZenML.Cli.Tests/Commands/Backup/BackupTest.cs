using ZenML.Client;

namespace ZenML.Cli.Tests.Commands.Backup;

/// <summary>Two machines with a store each, and a backup of the first.</summary>
public abstract class BackupTest : IDisposable
{
    private protected const string Passphrase = "correct horse battery staple";

    /// <summary>The machine whose store is backed up.</summary>
    private protected CliHost Host { get; } = new();

    /// <summary>The machine to which it is restored.</summary>
    private protected CliHost Other { get; } = new();

    /// <summary>The full path of the backup.</summary>
    private protected string Archive => Path.Combine(Host.Folder, "store.zenml-backup");

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected BackupTest()
    {
        Host.Variables["ZENML_BACKUP_PASSPHRASE"] = Passphrase;
        Other.Variables["ZENML_BACKUP_PASSPHRASE"] = Passphrase;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Host.Dispose();
        Other.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a command line that must exit with 0.</summary>
    private protected static async Task<CliRun> OkAsync(CliHost host, params string[] arguments)
    {
        var run = await host.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"zenml {string.Join(' ', arguments)}: {run.Out}{run.Error}");
        return run;
    }

    /// <summary>Runs a command line that must exit with 1.</summary>
    /// <returns>Its messages.</returns>
    private protected static Task<string> FailsAsync(CliHost host, params string[] arguments) => ExitsAsync(1, host, arguments);

    /// <summary>Runs a command line whose words do not go together, which must exit with 2.</summary>
    /// <returns>Its messages.</returns>
    private protected static Task<string> MisusesAsync(CliHost host, params string[] arguments) => ExitsAsync(2, host, arguments);

    private static async Task<string> ExitsAsync(int exitCode, CliHost host, string[] arguments)
    {
        var run = await host.RunAsync(arguments);
        Assert.True(run.ExitCode == exitCode, $"zenml {string.Join(' ', arguments)} exited with {run.ExitCode}: {run.Out}{run.Error}");
        Assert.Contains("Error: ", run.Error, StringComparison.Ordinal);
        return run.Error;
    }

    /// <summary>The bare value of a key.</summary>
    private protected static async Task<string> ValueAsync(CliHost host, string secret, string key) =>
        (await OkAsync(host, "secret", "get", secret, key)).Out;

    /// <summary>The names of the files of a folder, in order.</summary>
    private protected static string[] FilesOf(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>A client of the store in a folder.</summary>
    private protected static ZenClient Open(string folder) => ZenClient.Open(new ZenClientOptions { ConfigPath = folder });
}
