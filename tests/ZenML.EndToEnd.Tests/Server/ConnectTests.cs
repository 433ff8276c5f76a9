using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary><c>zenml connect</c>, with the server's own executable.</summary>
public sealed class ConnectTests : ServerProcessTest
{
    [Fact]
    public async Task Connecting_to_one_server_while_the_environment_names_another_uses_the_first_and_warns_about_the_other()
    {
        using var elsewhere = new Zenml();
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);
        var other = $"http://127.0.0.1:{FreePort()}";
        elsewhere.Variables["ZENML_STORE_URL"] = other;
        elsewhere.Variables["ZENML_STORE_API_KEY"] = "ZENKEY_of-the-other";

        var connect = (await ConnectAsync(elsewhere, "--url", url)).Expect(0);

        Assert.Contains($"Connected to {url} as 'default'.", connect.Error, StringComparison.Ordinal);
        Assert.Contains($"ZENML_STORE_URL is set to another server, {other}. Commands use that one "
            + "while the variable is set.", connect.Error, StringComparison.Ordinal);
        elsewhere.Variables["ZENML_STORE_URL"] = $"{url}/";
        elsewhere.Variables.Remove("ZENML_STORE_API_KEY");
        Assert.DoesNotContain("another server", (await ConnectAsync(elsewhere, "--url", url)).Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(0, await server.TerminateAsync());
    }
}
