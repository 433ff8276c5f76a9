using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Attacks;

/// <summary>A server that confirms a change of a run and then fails, or answers with another run or step.</summary>
public sealed class L7WrongRunTests : HostileServerTest
{
    private const string Elsewhere = "11111111-2222-4333-8444-555555555555";

    private IZenServices services = null!;

    private PipelineRun run = null!;

    private RemoteConnection connection = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var account = new ServerAccount { ApiKey = UpstreamServer.ApiKey };
        connection = new RemoteConnection(
            ServerAddress.Parse(Server.Address), null, () => account, change => account = change(account), TimeProvider.System,
            new ServerRoute());
        services = await connection.OpenAsync(Token);
        run = await BeginAsync();
    }

    [Fact]
    public async Task A_started_step_whose_run_cannot_be_read_afterwards_is_reported_as_started()
    {
        FailReadsAfter("POST");

        var error = await RefusalAsync(() => services.PipelineRuns.StartStepAsync(run.Id, "one", Token));

        Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
        Assert.StartsWith("The step was started, but its record could not be read afterwards: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_step_or_run_that_cannot_be_read_afterwards_is_reported_as_ended()
    {
        await services.PipelineRuns.StartStepAsync(run.Id, "one", Token);
        FailReadsAfter("PUT");
        var ended = await RefusalAsync(() => services.PipelineRuns.EndStepAsync(run.Id, "one", null, Token));
        FailReadsAfter("PUT");
        var failed = await RefusalAsync(() => services.PipelineRuns.FailAsync(run.Id, Token));
        FailReadsAfter("PUT");
        var changed = await RefusalAsync(() => services.Tracking.Runs.UpdateAsync(run.Id, RunStatus.Failed, null, Token));

        Assert.All([ended, failed, changed], error => Assert.Equal(ErrorCode.OutcomeUnknown, error.Code));
        Assert.StartsWith("The step was ended, but", ended.Message, StringComparison.Ordinal);
        Assert.StartsWith("The run was recorded as failed, but", failed.Message, StringComparison.Ordinal);
        Assert.StartsWith("The run was changed, but", changed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_begun_without_a_read_after_the_change()
    {
        Server.Requests.Clear();

        var begun = await BeginAsync();

        Assert.Equal(["one", "two"], begun.Steps.Select(step => step.Name));
        Assert.StartsWith(
            "POST /workspaces/", Server.Requests.Last().Replace("/api/v1", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_a_step_of_another_run_or_name_is_rejected()
    {
        Rewrite("/steps", answer => SetEach(answer, step => step["metadata"]!["pipeline_run_id"] = Elsewhere));
        await RefusalAsync(() => services.PipelineRuns.StartStepAsync(run.Id, "one", Token));
        await RefusalAsync(() => services.Tracking.Runs.GetAsync(run.Id, withDetails: true, Token));

        Rewrite("/steps", answer => SetEach(answer, step => step["name"] = "three"));
        await RefusalAsync(() => services.PipelineRuns.StartStepAsync(run.Id, "two", Token));
    }

    [Fact]
    public async Task L7_another_run_than_the_one_that_was_changed_is_rejected()
    {
        Rewrite("/runs/", answer => answer["id"] = Elsewhere);
        await RefusalAsync(() => services.PipelineRuns.FailAsync(run.Id, Token));
        await RefusalAsync(() => services.Tracking.Runs.UpdateAsync(run.Id, RunStatus.Failed, null, Token));

        Rewrite("/workspaces/", answer => Replace(answer, "deployment_id"));
        await RefusalAsync(BeginAsync);
    }

    private static void Replace(JsonNode answer, string id)
    {
        if (answer["body"] is JsonObject body && body.ContainsKey(id))
        {
            body[id] = Elsewhere;
        }
    }

    private static void SetEach(JsonNode answer, Action<JsonNode> set)
    {
        foreach (var item in answer["items"] is JsonArray items ? items.ToArray() : [answer])
        {
            set(item!);
        }
    }

    /// <summary>Answers the next change with a method, and from then on no read.</summary>
    private void FailReadsAfter(string method)
    {
        var isChanged = false;
        Server.Takeover = async context =>
        {
            isChanged |= context.Request.Method == method;
            if (!isChanged || context.Request.Method != "GET")
            {
                return false;
            }

            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("{}");
            return true;
        };
    }

    private async Task<PipelineRun> BeginAsync()
    {
        var workspace = await services.Workspaces.FindAsync("default", LookupMode.Exact, Token);
        var stack = (await services.Stacks.ListAsync(new ListQuery { Workspace = workspace.Id }, Token)).Items[0];
        return await services.PipelineRuns.BeginAsync(
            new NewPipelineRun(workspace.Id, "training", new(stack.Id, stack.Name), ["one", "two"], []), Token);
    }
}
