using ZenML.EndToEnd.Tests.Server;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Another program gets hold of the port of <c>zenml up</c> first, says that it is healthy, and accepts every login.</summary>
public sealed class H5FirstPasswordTests : ServerProcessTest
{
    private string PasswordFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.password");

    private string StateFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.pid");

    [Fact]
    public async Task H5_a_program_that_takes_the_port_before_the_server_is_neither_believed_nor_sent_the_password()
    {
        // It holds the port, so that the server cannot have it, and listens once the server is being started: nobody can notice it before.
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
        await listening;

        Assert.Contains("cannot listen on an address", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("zenml connect", up.Error, StringComparison.Ordinal);
        Assert.Equal("", fake.Received);
        Assert.Equal(24, (await File.ReadAllTextAsync(PasswordFile, TestContext.Current.CancellationToken)).Trim().Length);
        Assert.Contains("No server is running", (await Zenml.OkAsync("down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H5_a_program_that_listens_on_the_port_already_is_asked_nothing()
    {
        await using var fake = new FakeServer(503, "{}", "application/json").Listen();

        var up = await Zenml.FailsAsync("up", "--urls", fake.Url);

        Assert.Contains($"Another program already listens at {fake.Url}", up.Error, StringComparison.Ordinal);
        Assert.Equal("", fake.Received);
        Assert.False(File.Exists(PasswordFile));
    }

    [Fact]
    public async Task A_server_that_gets_its_port_has_the_password_that_was_made_for_it_also_at_the_next_start()
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
