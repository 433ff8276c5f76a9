using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.EndToEnd.Tests.Server;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>H4: the executables in a folder, and with an environment, that somebody else filled.</summary>
public sealed class H4UntrustedFolderTests : ServerProcessTest
{
    private const string Canary = "canary-of-a-value";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H4_the_command_reads_nothing_from_the_working_directory()
    {
        var folder = Path.Combine(Zenml.Home, "hostile");
        var hostile = new HostileFolder(folder, "http://127.0.0.1:1");
        Assert.SkipUnless(hostile.IsWatched(), "This file system does not note that a file was read.");

        (await InFolderAsync(folder, "'--password=from the store'", "secret", "create", "s")).Expect(0);
        Assert.Contains("from the store", (await InFolderAsync(folder, "", "secret", "get", "s")).Expect(0).Out, StringComparison.Ordinal);
        (await InFolderAsync(folder, "", "status")).Expect(0);
        (await InFolderAsync(folder, "", "stack", "list")).Expect(0);

        Assert.Equal([], hostile.Read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("relative")]
    public async Task H4_a_relative_home_folder_does_not_put_the_store_in_the_working_directory(string home)
    {
        var folder = Path.Combine(Zenml.Home, "hostile");
        var hostile = new HostileFolder(folder, "http://127.0.0.1:1");

        // If a home folder is found, it is the one of the system account, which no test writes to.
        var outcome = await Zenml.InShellAsync(
            $"cd '{folder}'; unset ZENML_CONFIG_PATH XDG_CONFIG_HOME; HOME='{home}' \"$0\" status --output json");

        Assert.DoesNotContain(folder, outcome.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(hostile.Read, file => file.Contains("zenml-dotnet", StringComparison.Ordinal) && hostile.IsWatched());
    }

    [Fact]
    public async Task H4_zenml_up_in_a_hostile_folder_and_environment_listens_only_on_the_requested_address()
    {
        var (url, extra) = ($"http://127.0.0.1:{FreePort()}", FreePort());
        var folder = Path.Combine(Zenml.Home, "hostile");
        var hostile = new HostileFolder(folder, $"http://127.0.0.1:{extra}");
        var isWatched = hostile.IsWatched();
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        foreach (var name in new[] { "Kestrel__Endpoints__X__Url", "ASPNETCORE_URLS", "DOTNET_URLS", "URLS" })
        {
            Zenml.Variables[name] = $"http://127.0.0.1:{extra}";
        }

        Zenml.Variables["AllowedHosts"] = "nothing.example";
        Zenml.Variables["Kestrel__Certificates__Default__Path"] = $"/{Canary}";
        Zenml.Variables["Logging__LogLevel__Default"] = "Trace";
        Zenml.Variables["DOTNET_STARTUP_HOOKS"] = $"/{Canary}.dll";
        var up = await InFolderAsync(folder, "", "up", "--urls", url);
        try
        {
            up.Expect(0);
            (await ConnectAsync(Zenml, "--url", url)).Expect(0);
            await Zenml.OkAsync("secret", "create", "s", "--password=from the server");
            Assert.Equal("from the server", await Zenml.ValueAsync("s", "password"));
            Assert.False(await ListensAsync(extra), "The hostile folder or environment opened an address.");
        }
        finally
        {
            await Zenml.RunAsync("down");
        }

        var log = await File.ReadAllTextAsync(Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.log"), Token);
        Assert.DoesNotContain("\"Category\":\"Microsoft", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.Ordinal);
        if (isWatched)
        {
            Assert.Equal([], hostile.Read);
        }
    }

    [Fact]
    public async Task H4_zenml_serve_in_a_hostile_folder_reads_nothing_from_it()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var hostile = new HostileFolder(Zenml.Home, $"http://127.0.0.1:{FreePort()}");
        Assert.SkipUnless(hostile.IsWatched(), "This file system does not note that a file was read.");
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);

        Assert.Equal(0, await server.TerminateAsync());

        Assert.Equal([], hostile.Read);
    }

    /// <summary>Runs a command line in a folder; its home and store are elsewhere.</summary>
    private Task<Outcome> InFolderAsync(string folder, string last, params string[] arguments) =>
        Zenml.InShellAsync($"cd '{folder}' && \"$0\" {string.Join(' ', arguments)} {last}");

    private static async Task<bool> ListensAsync(string port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture), Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
