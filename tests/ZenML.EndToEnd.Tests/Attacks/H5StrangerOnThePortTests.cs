using System.Diagnostics;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Another real account listens on the port of a stopped server.</summary>
public sealed class H5StrangerOnThePortTests : ServerProcessTest
{
    private const string Stranger = "nobody";
    private const string Secret = "ZENKEY_from-the-environment";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H5_another_account_on_the_port_of_a_stopped_server_is_sent_neither_token_nor_password_nor_API_key()
    {
        SkipUnlessRoot();
        var url = $"http://127.0.0.1:{FreePort()}";
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        await Zenml.OkAsync("up", "--urls", url);
        (await ConnectAsync(Zenml, "--url", url, "--save-password")).Expect(0);
        await Zenml.OkAsync("secret", "list");
        await Zenml.OkAsync("down");
        using var other = new Zenml();
        await using var stranger = await StartAsStrangerAsync(other, url);

        var stored = await Zenml.FailsAsync("secret", "list");
        Zenml.Variables["ZENML_STORE_URL"] = url;
        Zenml.Variables["ZENML_STORE_API_KEY"] = Secret;
        var given = await Zenml.FailsAsync("secret", "list");
        var typed = await ConnectAsync(Zenml, "--url", url);

        Assert.All([stored, given, typed.Expect(1)], outcome => Assert.Contains(
            $"runs as the account '{Stranger}', not as yours or root. Nothing was sent to it.", outcome.Error, StringComparison.Ordinal));

        // The log has a line for every request and contains only the health check of this test.
        Assert.DoesNotContain("/api/", await stranger.ReadLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_another_account_can_be_used_by_a_user_who_names_that_account_when_connecting()
    {
        SkipUnlessRoot();
        var url = $"http://127.0.0.1:{FreePort()}";
        using var other = new Zenml();
        await using var server = await StartAsStrangerAsync(other, url);

        (await ConnectAsync(Zenml, "--url", url, "--server-account", Stranger, "--save-password")).Expect(0);
        await Zenml.OkAsync("secret", "create", "team_db", "--password=x");

        Assert.Equal("x", await Zenml.ValueAsync("team_db", "password"));
        await Zenml.OkAsync("disconnect");
    }

    private static void SkipUnlessRoot() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can run a program as another account.");

    /// <summary>Runs a server as the other account, in a folder of its own.</summary>
    private static async Task<StrangersServer> StartAsStrangerAsync(Zenml other, string url)
    {
        // Files in the folder of root may not be readable for others.
        const string Copy = "mkdir programs store && cp \"${0%/*}/zenml-server\" \"${0%/*}/\"*.so programs";
        (await other.InShellAsync($"{Copy} && chmod 755 . programs programs/* && chown {Stranger} store"))
            .Expect(0);
        var start = new ProcessStartInfo("setpriv",
            [$"--reuid={Stranger}", "--regid=65534", "--clear-groups", Path.Combine(other.Home, "programs", "zenml-server"), "--urls", url])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["ZENML_CONFIG_PATH"] = Path.Combine(other.Home, "store");
        start.Environment["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var server = new StrangersServer(Process.Start(start)!);
        await server.WaitAsync(url, Token);
        return server;
    }

    private sealed class StrangersServer(Process process) : IAsyncDisposable
    {
        private readonly Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        private readonly Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);

        public async Task WaitAsync(string url, CancellationToken cancellationToken)
        {
            using var client = new HttpClient();
            await Patience.UntilAsync(AnswersAsync, "the stranger's server to answer", cancellationToken);

            async Task<bool> AnswersAsync()
            {
                Assert.False(process.HasExited, $"The stranger's server exited: {(process.HasExited ? await output + await errors : "")}");
                try
                {
                    using var response = await client.GetAsync(new Uri($"{url}/health"), cancellationToken);
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        }

        public async Task<string> ReadLogAsync()
        {
            process.Kill();
            return await output.InTimeAsync("the end of its log");
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None).InTimeAsync("the stranger's server to exit");
            }

            process.Dispose();
        }
    }
}
