using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.OpenApi;

/// <summary>
/// The description of the API. After an intended change, run the tests once with <c>ZENML_UPDATE_GOLDEN=1</c> and
/// review the difference.
/// </summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_OpenAPI_document_matches_the_recorded_one()
    {
        await using var server = await RunningServer.StartAsync();
        var golden = Path.Combine(FindFolder(), "openapi.json");

        var document = (await new ApiClient(server.Client, token: null).GetAsync("/openapi.json")).Text + "\n";
        if (Environment.GetEnvironmentVariable("ZENML_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, document, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), document);
    }

    private static string FindFolder([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.GetDirectoryName(thisFile)!;
}
