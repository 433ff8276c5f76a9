using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Tests.Attacks;

/// <summary>A server that returns a secret, component or page other than the requested one.</summary>
public sealed class L7WrongSecretTests : HostileServerTest
{
    private const string Elsewhere = "11111111-2222-4333-8444-555555555555";

    [Theory]
    [InlineData("id", Elsewhere)]
    [InlineData("name", "other")]
    [InlineData("name", "MINE")]
    [InlineData("body/scope", "user")]
    [InlineData("body/scope", "everyone")]
    [InlineData("metadata/workspace/id", Elsewhere)]
    public async Task L7_a_secret_other_than_the_requested_one_is_rejected(string property, string value)
    {
        Rewrite("/secrets/", secret => Set(secret, property, value));

        var error = await RefusalAsync(() => Client.Secrets.GetAsync("mine", cancellationToken: Token));

        Assert.True(error.Code is ErrorCode.StoreUnavailable or ErrorCode.NotFound, error.Message);
        await RefusalAsync(() => Client.Secrets.ResolveAsync([new SecretReference("mine", "key")], Token));
    }

    [Theory]
    [InlineData("name", "other")]
    [InlineData("name", "mine ")]
    [InlineData("metadata/workspace/id", Elsewhere)]
    public async Task L7_an_unfiltered_list_does_not_lead_to_another_secret(string property, string value)
    {
        Rewrite("/secrets?", page =>
        {
            foreach (var item in page["items"]!.AsArray())
            {
                Set(item!, property, value);
            }
        });

        Assert.Equal(ErrorCode.NotFound, (await RefusalAsync(() => Client.Secrets.GetAsync("mine", null, LookupMode.Exact, Token))).Code);
        await RefusalAsync(() => Client.Secrets.DeleteAsync("mine", cancellationToken: Token));
        Assert.DoesNotContain(Server.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task L7_a_list_of_another_workspace_is_rejected()
    {
        Rewrite("/secrets?", page => Set(page["items"]![0]!, "metadata/workspace/id", Elsewhere));
        await RefusalAsync(() => Client.Secrets.ListPageAsync(cancellationToken: Token));

        Rewrite("/components?", page => Set(page["items"]![0]!, "metadata/workspace/id", Elsewhere));
        await RefusalAsync(() => Client.Components.ListPageAsync(cancellationToken: Token));

        Rewrite("/stacks?", page => Set(page["items"]![0]!, "metadata/workspace/id", Elsewhere));
        await RefusalAsync(() => Client.Stacks.ListPageAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData("id", Elsewhere)]
    [InlineData("name", "other")]
    public async Task L7_an_update_that_changed_another_secret_is_not_reported_as_success(string property, string value)
    {
        Rewrite("/secrets/", secret => Set(secret, property, value));

        await RefusalAsync(() =>
            Client.Secrets.UpdateAsync("mine", new SecretUpdate { Name = SecretName.Parse("renamed") }, cancellationToken: Token));
    }

    [Fact]
    public async Task L7_a_secret_created_under_another_name_or_scope_is_not_reported_as_success()
    {
        Rewrite("/workspaces/", secret => Set(secret, "name", "other"));
        await RefusalAsync(() => Client.Secrets.CreateAsync("new", new() { ["k"] = "v" }, cancellationToken: Token));

        Rewrite("/workspaces/", secret => Set(secret, "body/scope", "workspace"));
        await RefusalAsync(() => Client.Secrets.CreateAsync("private", new() { ["k"] = "v" }, SecretScope.User, Token));
    }

    [Fact]
    public async Task L7_a_component_other_than_the_requested_one_is_rejected()
    {
        Rewrite("/components/", component => Set(component, "id", Elsewhere));
        var listed = (await Client.Components.ListPageAsync(cancellationToken: Token)).Items[0];

        await RefusalAsync(() => Client.Components.RevealAsync(listed.Id, Token));

        Rewrite("/components?", page => Set(page["items"]![0]!, "body/type", "model_deployer"));
        await RefusalAsync(() => Client.Components.GetAsync(ComponentType.Orchestrator, "default", LookupMode.Exact, Token));
    }

    [Theory]
    [InlineData("""[{"name":"other","key":"key","value":"x"}]""")]
    [InlineData("""[{"name":"mine","key":"key","value":"x"},{"name":"other","key":"key","value":"y"}]""")]
    [InlineData("""[{"name":"mine","key":"key","value":"x"},{"name":"mine","key":"key","value":"y"}]""")]
    [InlineData("""[{"name":"mine","key":"key","value":17}]""")]
    [InlineData("[]")]
    public async Task L7_values_for_references_other_than_the_requested_ones_are_rejected(string references)
    {
        await AnswerReferencesAsync(references);

        Assert.Equal(ErrorCode.StoreUnavailable,
            (await RefusalAsync(() => Client.Secrets.ResolveAsync([new SecretReference("mine", "key")], Token))).Code);
    }

    [Fact]
    public async Task L7_a_value_for_the_requested_reference_is_accepted()
    {
        await AnswerReferencesAsync("""[{"name":"mine","key":"key","value":"x"}]""");

        var resolved = await Client.Secrets.ResolveAsync([new SecretReference("mine", "key")], Token);

        Assert.Equal("x", Assert.Single(resolved).Value.Reveal());
    }

    [Fact]
    public async Task L7_the_requested_secret_is_accepted()
    {
        Assert.Equal("value of mine", (await Client.Secrets.GetAsync("mine", cancellationToken: Token))["key"].Reveal());
        Assert.Equal("renamed",
            (await Client.Secrets.UpdateAsync(
            "mine", new SecretUpdate { Name = SecretName.Parse("renamed") }, cancellationToken: Token)).Name.Value);
        Assert.Equal("value of mine", (await Client.Secrets.GetAsync("renamed", cancellationToken: Token))["key"].Reveal());
    }

    private async Task AnswerReferencesAsync(string references)
    {
        Server.Takeover = context => AnswerAsync(context, references);

        // The client detects that this is a ZenML for .NET server.
        await Client.Users.GetCurrentAsync(Token);
    }

    private static async Task<bool> AnswerAsync(HttpContext context, string references)
    {
        context.Response.Headers[ExtensionPaths.ServerHeader] = "zenml-dotnet/0 extensions=1";
        if (context.Request.Path != "/api/v1/x/references/resolve")
        {
            return false;
        }

        await context.Response.WriteAsync($$"""{"references":{{references}}}""");
        return true;
    }

    private static void Set(JsonNode node, string path, string value)
    {
        var steps = path.Split('/');
        foreach (var step in steps[..^1])
        {
            node = node[step]!;
        }

        node[steps[^1]] = value;
    }
}
