namespace ZenML.EndToEnd.Tests.Server;

/// <summary>Commands with a <c>ZENML_STORE_URL</c> that is not a server.</summary>
public sealed class StoreUrlTests : EndToEndTest
{
    [Theory]
    [InlineData("htps://ada:hunter2@zenml.example.com", "must be the address of a server")]
    [InlineData("zenml.example.com:8443", "must be the address of a server")]
    [InlineData("postgresql://ada:hunter2@host/database", "is the URL of a database. Only a server can open it")]
    public async Task Commands_that_need_a_store_fail_with_a_bad_store_URL_and_create_no_local_store(string value, string reason)
    {
        Zenml.Variables["ZENML_STORE_URL"] = value;

        string[][] commands =
        [
            ["secret", "create", "db", "--password=x"],
            ["stack", "list"],
            ["status"],
            ["connect", "--url", "http://127.0.0.1:1", "--api-key", "k"],
        ];
        foreach (var command in commands)
        {
            var outcome = await Zenml.FailsAsync(command);

            Assert.Contains($"Error: ZENML_STORE_URL {reason}", outcome.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Zenml.ConfigPath));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("secret", "create", "--help")]
    [InlineData("completion", "bash")]
    [InlineData("disconnect")]
    [InlineData("down")]
    public async Task Commands_that_need_no_store_work_with_a_bad_store_URL(params string[] command)
    {
        Zenml.Variables["ZENML_STORE_URL"] = "htps://zenml.example.com";

        await Zenml.OkAsync(command);
    }

    [Fact]
    public async Task Completion_with_a_bad_store_URL_offers_commands_and_shows_no_error()
    {
        Zenml.Variables["ZENML_STORE_URL"] = "htps://zenml.example.com";
        Zenml.Variables["ZENML_COMPLETE_LINE"] = "zenml secret ge";
        Assert.Equal(("words\nget\n", ""), Output(await Zenml.OkAsync("__complete", "bash")));

        Zenml.Variables["ZENML_COMPLETE_LINE"] = "zenml secret get ";
        Assert.Equal(("words\n", ""), Output(await Zenml.OkAsync("__complete", "bash")));

        static (string, string) Output(Driving.Outcome outcome) => (outcome.Out, outcome.Error);
    }
}
