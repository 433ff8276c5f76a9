using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ZenML.Platform.Files;
using ZenML.Stores.Servers;

namespace ZenML.TestKit.Databases;

/// <summary>A database server for the tests, in its own folder and under an unprivileged account.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    // A shell runs the server. It stops the server and removes the files when its standard input closes, also when the
    // tests are killed.
    private const string Wrapper =
        """
        folder=$1; signal=$2; shift 2
        "$@" < /dev/null > "$folder/log" 2>&1 &
        server=$!
        cat > /dev/null
        exec 2> /dev/null
        kill -$signal $server
        wait $server
        rm -rf "$folder"
        """;

    private readonly ServerRecipe recipe;

    private readonly Process process;

    private readonly string folder;

    private readonly int port;

    private readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private readonly Lazy<Task<(string Name, TemporaryFolder Keys)>> model;

    private int databases;

    private TestServer(ServerRecipe recipe)
    {
        this.recipe = recipe;
        model = new(MakeModelAsync);
        port = FindPort();
        folder = Path.Combine(ChooseRoot(), $"zenml-test-server-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        PrivateFiles.CreateFolder(folder);
        var preparation = Path.Combine(folder, "preparation");
        File.WriteAllText(preparation, recipe.Preparation(password), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        List<string> command = ["sh", "-c", recipe.Script, "sh", folder, port.ToString(CultureInfo.InvariantCulture), preparation];
        using (var certificate = new MadeCertificate(folder, "server"))
        {
            CertificateFile = certificate.File;
        }

        if (Environment.UserName == "root")
        {
            Run("chown", "-R", recipe.Account, folder);
            command.InsertRange(0, ["setpriv", $"--reuid={recipe.Account}", $"--regid={recipe.Account}", "--clear-groups"]);
        }

        process = Process.Start(new ProcessStartInfo("sh", ["-c", Wrapper, "sh", folder, recipe.StopSignal, .. command])
        {
            RedirectStandardInput = true, WorkingDirectory = folder,
        })!;
    }

    private string CertificateFile { get; }

    /// <summary>Makes a server and waits until it answers.</summary>
    public static async Task<TestServer> StartAsync(ServerRecipe recipe)
    {
        if (!recipe.IsInstalled)
        {
            var reason = $"{recipe.Description} is not installed: this test did not run on it.";
            throw Environment.GetEnvironmentVariable("CI") is { Length: > 0 }
                ? new InvalidOperationException(reason)
                : new DatabaseMissingException(reason);
        }

        var server = new TestServer(recipe);
        try
        {
            await server.WaitAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a fresh, empty database.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = NextName();
        await using var connection = await recipe.ConnectAsync(port, password, null);
        await ServerRecipe.CreateDatabaseAsync(connection, name);
        return DatabaseOf(name);
    }

    /// <summary>Makes a database with a store in it.</summary>
    /// <param name="folder">The folder that gets the key ring.</param>
    public async Task<TestDatabase> CreateStoreAsync(string folder)
    {
        var (from, keys) = await model.Value;
        foreach (var file in Directory.EnumerateFiles(keys.Path))
        {
            await LockedFiles.CopyAsync(file, Path.Combine(folder, Path.GetFileName(file)), CancellationToken.None);
        }

        var name = NextName();
        await using var connection = await recipe.ConnectAsync(port, password, null);
        await recipe.CopyDatabaseAsync(connection, from, name);
        return DatabaseOf(name);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().InTimeAsync("the database server to exit");
        process.Dispose();
        if (model.IsValueCreated && model.Value.IsCompletedSuccessfully)
        {
            (await model.Value).Keys.Dispose();
        }
    }

    private async Task<(string Name, TemporaryFolder Keys)> MakeModelAsync()
    {
        var name = NextName();
        await using var connection = await recipe.ConnectAsync(port, password, null);
        await ServerRecipe.CreateDatabaseAsync(connection, name);
        var keys = new TemporaryFolder();
        await using var store = await SqlStoreFactory.OpenAsync(new SqlStoreOptions { Url = DatabaseOf(name).Url, Folder = keys.Path });
        return (name, keys);
    }

    private string NextName() => string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");

    private TestDatabase DatabaseOf(string name)
    {
        string UrlOf(string host, string query) => string.Create(
            CultureInfo.InvariantCulture, $"{recipe.Scheme}://zenml:{password}@{host}:{port}/{name}?{query}");
        return new TestDatabase(UrlOf, CertificateFile, () => recipe.ConnectAsync(port, password, name));
    }

    private async Task WaitAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await recipe.ConnectAsync(port, password, null);
                return;
            }
            catch (DbException exception)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience.Time)
                {
                    throw new InvalidOperationException($"{recipe.Description} does not start: {ReadLog()}", exception);
                }
            }

            await Task.Delay(50);
        }
    }

    private string ReadLog() => File.Exists(Path.Combine(folder, "log")) ? File.ReadAllText(Path.Combine(folder, "log")) : "no log";

    // In memory, where there is room for the databases of a whole test run: servers wait for the disk at every new table.
    private static string ChooseRoot()
    {
        const string Memory = "/dev/shm";
        const long Room = 6L << 30;
        return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room ? Memory : Path.GetTempPath();
    }

    private static void Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
