using System.Net;
using ZenML.EndToEnd.Tests.Server;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Servers of this machine that were started without a password.</summary>
public sealed class H3FirstStartTests : ServerProcessTest
{
    private string PasswordFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.password");

    [Fact]
    public async Task H3_a_foreground_server_generates_a_password_that_its_log_does_not_show_and_zenml_up_keeps_it()
    {
        await Zenml.OkAsync("status");
        var url = $"http://127.0.0.1:{FreePort()}";
        string log;
        await using (var server = await ServingProcess.StartAsync(Zenml, url))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(url, ""));
            await Zenml.OkAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}");
            await Zenml.OkAsync("disconnect");
            log = await server.StopAsync();
        }

        var password = await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken);
        Assert.Contains(PasswordFile, log, StringComparison.Ordinal);
        Assert.DoesNotContain(password.Trim(), log, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PasswordFile));

        var up = await Zenml.OkAsync("up", "--urls", url);
        try
        {
            Assert.Contains(PasswordFile, up.Error, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, await LogInAsync(url, password.Trim()));
        }
        finally
        {
            await Zenml.OkAsync("down");
        }

        Assert.Equal(password, await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task H3_empty_passwords_need_permission_and_do_not_work_through_a_proxy_or_another_host_name()
    {
        Zenml.Variables["ZENML_SERVER_ALLOW_EMPTY_PASSWORD"] = "true";
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);

        Assert.Equal(HttpStatusCode.OK, await LogInAsync(url, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(url, "", ("X-Forwarded-For", "192.0.2.1")));
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync(url, "", ("Via", "1.1 proxy")));
        Assert.Equal(HttpStatusCode.BadRequest, await LogInAsync(url, "", ("Host", "evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await LogInAsync(url, "", ("Origin", "http://evil.example")));
        Assert.False(File.Exists(PasswordFile));
        Assert.Contains("with an empty password", await server.StopAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zenml_up_serves_without_a_password_when_asked_to()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        await Zenml.OkAsync("up", "--urls", url, "--allow-empty-password");
        try
        {
            Assert.Equal(HttpStatusCode.OK, await LogInAsync(url, ""));
            Assert.False(File.Exists(PasswordFile));
        }
        finally
        {
            await Zenml.OkAsync("down");
        }
    }

    [Fact]
    public async Task H3_a_server_that_others_can_reach_does_not_start_with_empty_passwords_allowed()
    {
        Zenml.Variables["ZENML_SERVER_ALLOW_EMPTY_PASSWORD"] = "true";

        var run = await Zenml.InShellAsync($"\"${{0%/*}}/zenml-server\" --urls http://0.0.0.0:{FreePort()}");

        run.Expect(1);
        Assert.Contains("ZENML_SERVER_ALLOW_EMPTY_PASSWORD is set", run.Error, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> LogInAsync(string url, string password, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{url}/api/v1/login"));
        request.Content = new FormUrlEncodedContent([new("username", "default"), new("password", password)]);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
