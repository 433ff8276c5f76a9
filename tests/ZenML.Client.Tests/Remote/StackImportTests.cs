using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary>A server receives the parts of an import one by one, so a failed import must be rolled back.</summary>
public sealed class StackImportTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private UpstreamServer server = null!;
    private ZenClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await UpstreamServer.StartAsync();
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", UpstreamServer.Password), options, Token);
        client = ZenClient.Open(options);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_stack_that_the_server_rejects_leaves_no_components()
    {
        InterruptWhen(RegistersStack, FailAsync);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Stacks.ImportAsync(Description, Token));

        Assert.Contains("deleted again", error.Message, StringComparison.Ordinal);
        Assert.Equal(["default"], await OrchestratorsAsync());
    }

    [Fact]
    public async Task A_failed_rollback_names_what_is_left_and_the_command_that_deletes_it()
    {
        InterruptWhen(request => RegistersStack(request) || DeletesComponent(request), FailAsync);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Stacks.ImportAsync(Description, Token));

        var left = await client.Components.GetAsync(ComponentType.Orchestrator, "mine", cancellationToken: Token);
        Assert.Contains($"zenml orchestrator delete {left.Id}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("deleted again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_import_is_rolled_back()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Token);
        InterruptWhen(RegistersStack, async _ =>
        {
            await interruption.CancelAsync();
            return true;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Stacks.ImportAsync(Description, interruption.Token));

        Assert.Equal(["default"], await OrchestratorsAsync());
    }

    private static StackDescription Description => new("s",
    [
        new(ComponentType.Orchestrator, "mine", "local", new ConfigurationMap(), new Dictionary<string, string>()),
        new(ComponentType.ArtifactStore, "default", "local", new ConfigurationMap(), new Dictionary<string, string>()),
    ]);

    private async Task<IReadOnlyList<string>> OrchestratorsAsync() =>
        await client.Components.ListAsync(new() { Type = ComponentType.Orchestrator }, Token)
            .Select(component => component.Name).ToListAsync(Token);

    private static Task<bool> FailAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.FromResult(true);
    }

    /// <summary>Gives all requests that fit to <paramref name="interruption"/>; others pass.</summary>
    private void InterruptWhen(Func<HttpRequest, bool> fits, Func<HttpContext, Task<bool>> interruption) => server.Interrupt(context =>
    {
        InterruptWhen(fits, interruption);
        return fits(context.Request) ? interruption(context) : Task.FromResult(false);
    });

    private static bool RegistersStack(HttpRequest request) =>
        request.Method == "POST" && request.Path.Value!.EndsWith("/stacks", StringComparison.Ordinal);

    private static bool DeletesComponent(HttpRequest request) =>
        request.Method == "DELETE" && request.Path.Value!.Contains("/components/", StringComparison.Ordinal);
}
