using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Attacks;

/// <summary>A connected client whose server turns hostile.</summary>
public abstract class HostileServerTest : IAsyncLifetime
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected TemporaryFolder Folder { get; } = new();

    private protected UpstreamServer Server { get; private set; } = null!;

    private protected ZenClient Client { get; private set; } = null!;

    private protected ZenClientOptions Options =>
        new() { ConfigPath = Folder.Path, Server = Server.Address, ServerApiKey = UpstreamServer.ApiKey };

    public virtual async ValueTask InitializeAsync()
    {
        Server = await UpstreamServer.StartAsync();
        Client = ZenClient.Open(Options);
        await Client.Secrets.CreateAsync("mine", new() { ["key"] = "value of mine" }, cancellationToken: Token);
        await Client.Secrets.CreateAsync("other", new() { ["key"] = "value of other" }, cancellationToken: Token);
        Server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the JSON of every response whose path starts with a prefix.</summary>
    private protected void Rewrite(string path, Action<JsonNode> change) => Server.Rewrite = (asked, json) =>
    {
        if (!asked.StartsWith(path, StringComparison.Ordinal))
        {
            return json;
        }

        var node = JsonNode.Parse(json)!;
        change(node);
        return node.ToJsonString();
    };

    /// <summary>Answers every page of a list from now on, whatever is asked for.</summary>
    /// <param name="path">The list, below <c>/api/v1</c>.</param>
    /// <param name="answer">Makes a page: of the number that was asked for, from the honest first page.</param>
    private protected async Task AnswerListAsync(string path, Func<int, JsonObject, JsonNode> answer)
    {
        var honest = "";
        Server.Rewrite = (asked, json) => asked.StartsWith(path + "?", StringComparison.Ordinal) ? honest = json : json;
        await Client.Secrets.ListPageAsync(cancellationToken: Token);
        Server.Rewrite = null;
        Server.Requests.Clear();
        Server.Takeover = async context =>
        {
            if (context.Request.Path != $"/api/v1{path}" || context.Request.Method != "GET")
            {
                return false;
            }

            Server.Requests.Enqueue($"GET {path}");
            var page = context.Request.Query["page"] is [{ } number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
            await context.Response.WriteAsync(answer(page, JsonNode.Parse(honest)!.AsObject()).ToJsonString());
            return true;
        };
    }

    /// <summary>The message of an error of the client: one line, without a stack trace.</summary>
    private protected static async Task<ZenException> RefusalAsync(Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<ZenException>(action);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        return error;
    }
}
