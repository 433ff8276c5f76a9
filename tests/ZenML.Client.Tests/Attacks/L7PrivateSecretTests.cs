using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Tests.Attacks;

/// <summary>A server that claims to be ours and answers reads of one request with what is not for this account.</summary>
public sealed class L7PrivateSecretTests : HostileServerTest
{
    private const string Elsewhere = "11111111-2222-4333-8444-555555555555";

    private JsonNode secret = null!;

    private ZenClient reader = null!;

    private string? asked;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Rewrite = (path, json) =>
        {
            if (path.StartsWith("/secrets/", StringComparison.Ordinal))
            {
                secret = JsonNode.Parse(json)!;
            }

            return json;
        };
        await Client.Secrets.GetAsync("mine", cancellationToken: Token);
        Server.Rewrite = null;
        Server.Takeover = AnswerAsync;

        // A client that detects a ZenML for .NET server, and does not know the id of the workspace.
        reader = ZenClient.Open(Options);
        await reader.Users.GetCurrentAsync(Token);
    }

    [Fact]
    public async Task L7_a_private_secret_of_another_account_is_rejected_by_reads_of_one_request()
    {
        secret["body"]!["scope"] = "user";
        secret["body"]!["user"]!["id"] = Elsewhere;

        Assert.Equal(
            ErrorCode.StoreUnavailable,
            (await RefusalAsync(() => reader.Secrets.GetAsync("mine", cancellationToken: Token))).Code);
        await RefusalAsync(() => reader.Secrets.FindAsync("mine", cancellationToken: Token));
        await RefusalAsync(() => reader.Secrets.ListPageAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task L7_shared_secrets_of_others_and_own_private_ones_are_accepted_by_reads_of_one_request()
    {
        secret["body"]!["scope"] = "user";
        Assert.Equal("value of mine", (await reader.Secrets.GetAsync("mine", cancellationToken: Token))["key"].Reveal());
        Assert.Single((await reader.Secrets.ListPageAsync(cancellationToken: Token)).Items);

        secret["body"]!["scope"] = "workspace";
        secret["body"]!["user"]!["id"] = Elsewhere;
        Assert.Equal("value of mine", (await reader.Secrets.GetAsync("mine", cancellationToken: Token))["key"].Reveal());
        Assert.Single((await reader.Secrets.ListPageAsync(cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_filter_by_tag_is_refused_over_an_older_server_which_would_ignore_it_and_list_everything()
    {
        var refused = await RefusalAsync(() => reader.Secrets.ListPageAsync(new ListQuery { ["tag"] = "team=ml" }, Token));

        Assert.Equal(ErrorCode.NotAllowed, refused.Code);
        Assert.Contains("keeps no descriptions, tags or expiry of secrets", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L7_a_server_is_not_told_which_stacks_are_active_on_other_servers()
    {
        var (here, there, local) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        new SettingsFile(Options).Change(settings => settings
            .WithStack(new(here), new ActiveChoice(Guid.NewGuid(), "here") { Server = Server.Address })
            .WithStack(new(there), new ActiveChoice(Guid.NewGuid(), "there") { Server = "https://zenml.example.com" })
            .WithStack(new(local), new ActiveChoice(Guid.NewGuid(), "local")));

        await RefusalAsync(() => reader.Stacks.FindAndValidateAsync(null, cancellationToken: Token));

        Assert.Equal(
            [here.ToString("D")],
            JsonNode.Parse(asked!)!["active_stacks"]!.AsObject().Select(stack => stack.Key));
    }

    private async Task<bool> AnswerAsync(HttpContext context)
    {
        context.Response.Headers[ExtensionPaths.ServerHeader] = $"zenml-dotnet/0 extensions={ExtensionPaths.WithWorkspaceReads}";
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/stacks/validate", StringComparison.Ordinal))
        {
            using var body = new StreamReader(context.Request.Body);
            asked = await body.ReadToEndAsync(Token);
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("{}");
            return true;
        }

        if (!path.StartsWith("/api/v1/x/workspaces/default/secrets", StringComparison.Ordinal))
        {
            return false;
        }

        await context.Response.WriteAsync(
            path.EndsWith("/find", StringComparison.Ordinal)
                ? secret.ToJsonString()
                : $$"""{"index":1,"max_size":20,"total_pages":1,"total":1,"items":[{{secret.ToJsonString()}}]}""");
        return true;
    }
}
