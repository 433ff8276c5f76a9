using System.Globalization;
using System.Net;
using System.Text;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>L5: what another process of the same user can find out about a running server.</summary>
public sealed class L5ProcessExposureTests : ServerProcessTest
{
    private readonly string url = $"http://127.0.0.1:{FreePort()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task L5_a_server_opens_no_diagnostics_socket_even_if_its_environment_asks_for_one()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(Zenml.Home, "tmp")).FullName;
        Zenml.Variables["TMPDIR"] = temporary;
        Zenml.Variables["DOTNET_EnableDiagnostics"] = "1";
        Zenml.Variables["DOTNET_EnableEventPipe"] = "1";
        Zenml.Variables["DOTNET_EventPipeOutputPath"] = Path.Combine(temporary, "trace.nettrace");
        await using var server = await StartAsync();

        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
    }

    [Fact]
    public async Task L5_a_server_cannot_be_debugged_and_its_own_user_cannot_read_its_environment_and_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");

        // Root can read everything, so as root the tests run the server and its observer under another account.
        var prefix = Environment.IsPrivilegedProcess ? "setpriv --reuid=65534 --regid=65534 --clear-groups --" : "";
        await Zenml.InShellAsync("test \"$(id -u)\" != 0 || chown -R 65534:65534 .");
        var canRun = (await Zenml.InShellAsync($"{prefix} \"$0\" --version")).ExitCode == 0;
        Assert.SkipUnless(canRun, "Another user cannot run the executable where it is.");
        await BeginAsync($"{prefix} \"$0\" serve --urls {url} >log 2>&1");
        try
        {
            await UntilHealthyAsync();

            Assert.Equal(0, (await Zenml.InShellAsync($"{prefix} cat /proc/$(cat pid)/cmdline")).ExitCode);
            foreach (var file in new[] { "environ", "mem", "maps", "fd/0", "exe" })
            {
                var outcome = await Zenml.InShellAsync($"{prefix} head -c 1 /proc/$(cat pid)/{file}");

                Assert.True(outcome.ExitCode != 0, $"{file} of the server can be read.");
                Assert.Contains("Permission denied", outcome.Error, StringComparison.Ordinal);
            }
        }
        finally
        {
            await Zenml.InShellAsync("kill $(cat pid)");
        }
    }

    [Fact]
    public async Task L5_a_crashing_server_writes_no_core_dump()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        await using var server = await StartAsync();

        var limits = await File.ReadAllLinesAsync($"/proc/{server.Id.ToString(CultureInfo.InvariantCulture)}/limits", Token);

        Assert.Matches("^Max core file size +1 +1 ", limits.Single(line => line.StartsWith("Max core", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task L5_a_server_started_with_closed_output_streams_does_not_write_its_log_into_another_file()
    {
        await BeginAsync($"\"$0\" serve --urls {url} >&- 2>&- <&-");
        try
        {
            await UntilHealthyAsync();
            (await ConnectAsync(Zenml, "--url", url)).Expect(0);
            await Zenml.OkAsync("secret", "create", "s", "--password=p");
            Assert.Equal("p", await Zenml.ValueAsync("s", "password"));
            foreach (var file in Directory.EnumerateFiles(Zenml.ConfigPath))
            {
                var bytes = await File.ReadAllBytesAsync(file, Token);
                Assert.DoesNotContain("GET /health", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            }
        }
        finally
        {
            await Zenml.InShellAsync("kill $(cat pid)");
        }
    }

    [Fact]
    public async Task A_server_with_diagnostics_disabled_still_sends_request_and_process_metrics_to_a_collector()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}";
        collector.Prefixes.Add($"{address}/");
        collector.Start();
        Zenml.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        Zenml.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        Zenml.Variables["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        Zenml.Variables["OTEL_SERVICE_NAME"] = "name-of-the-service";
        await using var server = await StartAsync();

        var missing = new List<string>
        {
            "http.server.request.duration", "dotnet.gc", "dotnet.process.memory", "name-of-the-service", "/v1/traces",
        };
        while (missing.Count > 0)
        {
            var context = await collector.GetContextAsync().InTimeAsync($"telemetry with {string.Join(", ", missing)}");
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, Token).InTimeAsync("the end of a message of telemetry");
            var text = context.Request.RawUrl + Encoding.Latin1.GetString(body.ToArray());
            missing.RemoveAll(word => text.Contains(word, StringComparison.Ordinal));
            context.Response.Close();
        }
    }

    private Task<ServingProcess> StartAsync()
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        return ServingProcess.StartAsync(Zenml, url);
    }

    /// <summary>Starts a command of the shell in the background; the file <c>pid</c> has its process.</summary>
    private async Task BeginAsync(string command)
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        (await Zenml.InShellAsync($"(exec {command}) >/dev/null 2>&1 & echo $! > pid")).Expect(0);
    }

    private async Task UntilHealthyAsync()
    {
        using var client = new HttpClient();
        await Patience.UntilAsync(AnswersAsync, "the server to answer", Token);

        async Task<bool> AnswersAsync()
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"{url}/health"), Token);
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}
