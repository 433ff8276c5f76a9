using ZenML.Core.Errors;
using ZenML.TestKit;

namespace ZenML.Client.Tests;

/// <summary>A program that may use servers only.</summary>
[Collection(ProcessState.Collection)]
public sealed class RequiredServerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ProcessState process = new();

    private ZenClientOptions Options => new() { ConfigPath = folder.File("config") };

    public void Dispose()
    {
        process.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("1")]
    public async Task The_variable_forbids_the_local_store_and_no_file_is_made(string value)
    {
        process.Set(ZenClientOptions.RequireServerVariable, value);
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.ListPageAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.StartsWith("A server is required (ZENML_REQUIRE_SERVER), and none is selected", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("config")));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public async Task Otherwise_the_local_store_is_used_and_the_option_overrides_the_variable(string value)
    {
        process.Set(ZenClientOptions.RequireServerVariable, value);
        await using (var client = ZenClient.Open(Options))
        {
            await client.Secrets.ListPageAsync(cancellationToken: TestContext.Current.CancellationToken);
        }

        await using var strict = ZenClient.Open(Options with { RequireServer = true });
        await Assert.ThrowsAsync<ZenException>(
            () => strict.Secrets.ListPageAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_value_that_is_no_switch_is_an_error()
    {
        process.Set(ZenClientOptions.RequireServerVariable, "yes please");
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.ListPageAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
    }
}
