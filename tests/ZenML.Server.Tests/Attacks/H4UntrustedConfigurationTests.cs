using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ZenML.Platform.Files;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>H4: a server that starts in a folder or with an environment controlled by somebody else.</summary>
public sealed class H4UntrustedConfigurationTests : IDisposable
{
    private const string Canary = "canary-of-a-value";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task H4_no_file_in_the_working_directory_opens_a_listening_address_or_changes_the_log()
    {
        var extra = ServerProcess.FreePort();
        var settings = $$"""
            {
              "Urls": "{{Address(extra)}}", "AllowedHosts": "nothing.example", "ForwardedHeaders_Enabled": true,
              "Kestrel": {
                "Endpoints": { "X": { "Url": "{{Address(extra)}}" } }, "Certificates": { "Default": { "Path": "missing.pem" } }
              },
              "Logging": { "LogLevel": { "Default": "Trace", "Microsoft.AspNetCore.Hosting.Diagnostics": "Trace", "ZenML": "None" } }
            }
            """;
        foreach (var name in new[] { "appsettings.json", "appsettings.Production.json", "zenml-server.settings.json", "hosting.json" })
        {
            File.WriteAllText(folder.File(name), settings);
        }

        Directory.CreateDirectory(folder.File("Properties"));
        File.WriteAllText(folder.File("Properties/launchSettings.json"), settings);
        File.WriteAllText(folder.File(".env"), $"ZENML_SERVER_URLS={Address(extra)}\n");
        File.WriteAllText(
            folder.File("OTEL_DIAGNOSTICS.json"), """{ "LogDirectory": "spilled", "FileSize": 1024, "LogLevel": "Verbose" }""");
        await using var collector = await Collector.StartAsync();
        await using var server = await ServerProcess.StartInAsync(folder.Path, (SettingNames.TelemetryEndpoint, collector.Address));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server));
        Assert.False(await ListensAsync(extra), "A file of the working directory opened an address.");
        await server.TerminateAsync();
        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("GET /health", output, StringComparison.Ordinal);
        Assert.All(Lines(output), line => Assert.StartsWith("ZenML.", line.GetProperty("Category").GetString(), StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.File("spilled")), "A file of the working directory chose where telemetry logs.");
    }

    [Fact]
    public async Task H4_no_framework_variable_opens_a_listening_address_and_each_is_reported_without_its_value()
    {
        var extra = ServerProcess.FreePort();
        (string Name, string Value)[] variables =
        [
            ("Kestrel__Endpoints__X__Url", Address(extra)), ("KESTREL__ENDPOINTS__Y__URL", Address(extra)),
            ("ASPNETCORE_URLS", Address(extra)), ("ASPNETCORE_Kestrel__Endpoints__Z__Url", Address(extra)),
            ("DOTNET_URLS", Address(extra)), ("DOTNET_Kestrel__Endpoints__W__Url", Address(extra)), ("URLS", Address(extra)),
            ("ASPNETCORE_HTTP_PORTS", Port(extra)), ("DOTNET_HTTP_PORTS", Port(extra)), ("HTTP_PORTS", Port(extra)),
            ("ASPNETCORE_CONTENTROOT", $"/{Canary}"), ("DOTNET_CONTENTROOT", $"/{Canary}"),
            ("ASPNETCORE_ENVIRONMENT", Canary), ("DOTNET_ENVIRONMENT", Canary),
            ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", Canary), ("DOTNET_STARTUP_HOOKS", $"/{Canary}.dll"),
            ("ASPNETCORE_TEMP", $"/{Canary}"), ("AllowedHosts", $"{Canary}.example"),
            ("ASPNETCORE_ALLOWEDHOSTS", $"{Canary}.example"), ("Kestrel__Certificates__Default__Path", $"/{Canary}.pem"),
            ("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__ZenML", "None"),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("OTEL_DOTNET_SELF_DIAGNOSTICS_LOG_DIRECTORY", $"/{Canary}"),
            ("OTEL_CONFIG_FILE", $"/{Canary}.yaml"), ("DOTNET_SYSTEM_NET_DISABLEIPV6", "1"),
        ];
        await using var server = await ServerProcess.StartInAsync(folder.Path, variables);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server));
        Assert.False(await ListensAsync(extra), "A variable of the environment opened an address.");
        await server.TerminateAsync();
        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal(0, code);
        Assert.Contains("GET /health", output, StringComparison.Ordinal);
        Assert.All(Lines(output), line => Assert.StartsWith("ZenML.", line.GetProperty("Category").GetString(), StringComparison.Ordinal));
        Assert.All(
            variables,
            variable => Assert.Contains(
                $"Warning: {variable.Name} is not a setting of this server and has no effect.", errors, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Address(extra), errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H4_no_variable_makes_the_server_trust_forwarded_addresses_that_a_client_made_up()
    {
        await using var server = await ServerProcess.StartInAsync(
            folder.Path,
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
            ("DOTNET_FORWARDEDHEADERS_ENABLED", "true"),
            ("FORWARDEDHEADERS_ENABLED", "true"));
        using var client = new HttpClient { BaseAddress = new Uri(Address(server.Port)) };

        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/login", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([new("username", "default"), new("password", "wrong")]),
                Headers = { { "X-Forwarded-For", $"10.0.0.{attempt.ToString(CultureInfo.InvariantCulture)}" } },
            };
            using var answer = await client.SendAsync(request, Token);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Theory]
    [InlineData("--Kestrel:Endpoints:X:Url=http://127.0.0.1:1")]
    [InlineData("--Logging:LogLevel:Default=Trace")]
    [InlineData("--contentRoot=/tmp")]
    [InlineData("--environment=Development")]
    public async Task H4_framework_arguments_are_rejected(string argument)
    {
        await using var server = ServerProcess.LaunchWith(argument);

        var (code, _, errors) = await server.WaitAsync();

        Assert.Equal(1, code);
        Assert.Contains($"There is no option {argument.Split('=')[0]}.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_settings_can_name_relative_files_and_resolve_them_against_the_folder_the_server_was_started_in()
    {
        PrivateFiles.Replace(folder.File("relative.conf"), "ZENML_SERVER_LOG_FORMAT=text"u8);
        await using (var first = await ServerProcess.StartInAsync(
            folder.Path, (SettingNames.StoreUrl, "sqlite:///relative.db"), (SettingNames.File, "relative.conf")))
        {
            await first.TerminateAsync();
            var (code, output, errors) = await first.WaitAsync();
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains(folder.File("relative.db"), output, StringComparison.Ordinal);
            Assert.False(output.StartsWith('{'), "The settings file was not read.");
        }

        Assert.True(File.Exists(folder.File("relative.db")));
        Assert.True(File.Exists(folder.File("relative.keys.json")));
    }

    private static string Address(int port) => $"http://127.0.0.1:{Port(port)}";

    private static string Port(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"{Address(server.Port)}/health"), Token);
        return answer.StatusCode;
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonElement> Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line));
}
