using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary><c>zenml up</c> and <c>zenml down</c>, with the server's own executable.</summary>
public sealed class BackgroundServerTests : ServerProcessTest
{
    [Fact]
    public async Task A_background_server_can_be_started_and_connected_to_and_used_and_stopped()
    {
        using var elsewhere = new Zenml();
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";

        var up = await Zenml.OkAsync("up", "--urls", url);
        try
        {
            Assert.Equal($"{url}\n", up.Out);
            Assert.Contains(
                $"The server is already running at {url} (process ",
                (await Zenml.OkAsync("up", "--urls", url)).Error,
                StringComparison.Ordinal);
            (await ConnectAsync(Zenml, "--url", url)).Expect(0);
            (await Zenml.RunWithInputAsync("from-the-server", "secret", "create", "team_db", "--password=@-")).Expect(0);
            Assert.Equal("from-the-server", await Zenml.ValueAsync("team_db", "password"));

            var status = await Zenml.JsonAsync("status");
            Assert.Equal(
                ("server", url, "default"),
                (status["store"]!.GetValue<string>(), status["location"]!.GetValue<string>(), status["user"]!.GetValue<string>()));

            (await ConnectAsync(elsewhere, "--url", url)).Expect(0);
            Assert.Equal("from-the-server", await elsewhere.ValueAsync("team_db", "password"));
        }
        finally
        {
            await Zenml.OkAsync("down");
        }

        var afterwards = await elsewhere.FailsAsync("secret", "get", "team_db");
        Assert.Contains(url, afterwards.Error, StringComparison.Ordinal);
        Assert.Contains("No server is running", (await Zenml.OkAsync("down")).Error, StringComparison.Ordinal);

        // It served the local store.
        await Zenml.OkAsync("disconnect");
        Assert.Equal("from-the-server", await Zenml.ValueAsync("team_db", "password"));
        Assert.All(
            Directory.EnumerateFiles(Zenml.ConfigPath),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_background_server_that_cannot_start_reports_the_reason()
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        Zenml.Variables["ZENML_STORE_URL"] = "oracle://host/database";

        var up = await Zenml.FailsAsync("up", "--urls", $"http://127.0.0.1:{FreePort()}");

        Assert.Contains("ZENML_STORE_URL", up.Error, StringComparison.Ordinal);
        Assert.Contains("No server is running", (await Zenml.OkAsync("down")).Error, StringComparison.Ordinal);
    }
}
