using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>
/// Another program takes the port of <c>zenml up</c> first, reports that it is healthy and accepts every login.
/// </summary>
public sealed class H5FirstPasswordTests : ServerProcessTest
{
    private string PasswordFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.password");

    private string StateFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.pid");

    [Fact]
    public async Task H5_a_program_that_takes_the_port_before_the_server_is_not_trusted_and_is_not_sent_the_password()
    {
        // The fake server holds the port, so that the real one cannot bind it, and starts to listen only once the real
        // server is starting. No earlier check can notice it.
        await using var fake = new FakeServer(200, """{"access_token":"t"}""", "application/json");
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var listening = Task.Run(
            () =>
            {
                while (!watching.IsCancellationRequested && !(File.Exists(StateFile) && new FileInfo(StateFile).Length > 0))
                {
                    Thread.Yield();
                }

                fake.Listen();
            },
            watching.Token);

        var up = await Zenml.FailsAsync("up", "--urls", fake.Url);
        await watching.CancelAsync();
        await listening.InTimeAsync("the other program to listen");

        Assert.Contains("cannot listen on an address", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("zenml connect", up.Error, StringComparison.Ordinal);
        Assert.Equal("", fake.Received);
        Assert.Equal(24, (await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken)).Trim().Length);
        Assert.Contains("No server is running", (await Zenml.OkAsync("down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H5_a_program_that_already_listens_on_the_port_gets_no_request()
    {
        await using var fake = new FakeServer(503, "{}", "application/json").Listen();

        var up = await Zenml.FailsAsync("up", "--urls", fake.Url);

        Assert.Contains($"Another program is already listening at {fake.Url}", up.Error, StringComparison.Ordinal);
        Assert.Equal("", fake.Received);
        Assert.False(File.Exists(PasswordFile));
    }

    [Fact]
    public async Task A_server_that_gets_its_port_keeps_its_generated_password_at_the_next_start()
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var first = await Zenml.OkAsync("up", "--urls", url);
        await Zenml.OkAsync("down");
        var second = await Zenml.OkAsync("up", "--urls", url);
        try
        {
            Assert.All([first, second], up => Assert.Contains("which only you can read", up.Error, StringComparison.Ordinal));
            await Zenml.OkAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}");
        }
        finally
        {
            await Zenml.OkAsync("down");
        }
    }
}
