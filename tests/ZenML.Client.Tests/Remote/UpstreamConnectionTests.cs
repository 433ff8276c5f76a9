using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Pipelines;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary>
/// A ZenML server lists secrets of all users, compares names loosely and truncates lists. Users of the client must see
/// none of that.
/// </summary>
public sealed class UpstreamConnectionTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private UpstreamServer server = null!;
    private ZenClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await UpstreamServer.StartAsync();
        var options = new ZenClientOptions { ConfigPath = folder.Path, ValidationLevel = SecretValidationLevel.SecretAndKeyExists };
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
    public async Task D4_secrets_in_the_user_scope_of_another_user_do_not_exist()
    {
        var hidden = new Core.Resources.Id<Secret>(server.AddSecret("token", "user", "other", ("k", "theirs")));
        server.AddSecret("private", "user", "other", ("k", "theirs"));
        server.AddSecret("token", "workspace", "other", ("k", "shared"));
        SecretReference shared = new("token", "k");
        SecretReference secret = new("private", "k");

        Assert.Equal("shared", (await client.Secrets.GetAsync("token", mode: LookupMode.Reading, cancellationToken: Token))["k"].Reveal());
        Assert.Equal("shared", (await client.Secrets.ResolveAsync([shared], Token))[shared].Reveal());
        Assert.Equal(
            ReferenceOutcome.SecretMissing,
            Assert.Single(await client.Secrets.CheckAsync([secret], SecretValidationLevel.SecretExists, Token))
                .Outcome);
        Assert.Equal(
            ReferenceOutcome.SecretMissing,
            Assert.Single(await client.Secrets.CheckAsync([secret], cancellationToken: Token)).Outcome);
        Assert.Equal(
            ErrorCode.MissingSecrets,
            (await Assert.ThrowsAsync<ZenException>(() => client.Secrets.ResolveAsync([secret], Token))).Code);
        Assert.Equal("token", Assert.Single((await client.Secrets.ListPageAsync(cancellationToken: Token)).Items).Name.Value);
        foreach (var attempt in new Func<Task>[]
        {
            () => client.Secrets.GetAsync(hidden, Token),
            () => client.Secrets.FindAsync(hidden.ToString(), mode: LookupMode.Reading, cancellationToken: Token),
            () => client.Secrets.FindAsync(hidden.ToString()[..9], mode: LookupMode.Reading, cancellationToken: Token),
            () => client.Secrets.FindAsync("priv", mode: LookupMode.Reading, cancellationToken: Token),
            () => client.Secrets.UpdateAsync(hidden, new SecretUpdate { Scope = SecretScope.Workspace }, Token),
            () => client.Secrets.UpdateAsync(hidden, new SecretUpdate { Remove = ["k"] }, Token),
            () => client.Secrets.DeleteAsync(hidden, Token),
        })
        {
            Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<ZenException>(attempt)).Code);
        }
    }

    [Fact]
    public async Task Percent_signs_and_underscores_and_letter_case_match_only_themselves()
    {
        server.AddSecret("axb", "workspace", "default", ("k", "wrong"));
        server.AddSecret("A_B", "workspace", "default", ("k", "wrong"));
        server.AddSecret("a_b_c", "workspace", "default", ("k", "right"));

        Assert.Equal("right", (await client.Secrets.GetAsync("a_b", mode: LookupMode.Reading, cancellationToken: Token))["k"].Reveal());
        foreach (var name in new[] { "a_b", "A_b", "%", "a%" })
        {
            Assert.Equal(
                ErrorCode.NotFound,
                (await Assert.ThrowsAsync<ZenException>(() => client.Secrets.GetAsync(name, cancellationToken: Token)))
                    .Code);
        }
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(7)]
    public async Task Lists_have_the_same_pages_however_short_the_pages_of_the_server_are(int largest)
    {
        server.LargestPage = largest;
        for (var number = 0; number < 30; number++)
        {
            server.AddSecret($"s{number:00}", "user", number % 2 == 0 ? "default" : "other", ("k", "v"));
        }

        var page = await client.Secrets.ListPageAsync(new ListQuery { Page = 2, Size = 10, SortBy = "name" }, Token);
        var all = await client.Secrets.ListAsync(new ListQuery { Size = 4 }, Token).Select(secret => secret.Name.Value).ToListAsync(Token);
        var either = await client.Secrets.ListPageAsync(
            new ListQuery { ["name"] = "s01", ["scope"] = "user", LogicalOperator = "or", Size = 3 }, Token);

        Assert.Equal(["s20", "s22", "s24", "s26", "s28"], page.Items.Select(secret => secret.Name.Value));
        Assert.Equal((15, 2, 10), (page.Total, page.Index, page.Size));
        Assert.Equal(15, all.Distinct().Count());
        Assert.Equal((15, 3), (either.Total, either.Items.Count));
        await Assert.ThrowsAsync<ZenException>(() => client.Secrets.ListPageAsync(new ListQuery { Page = 3, Size = 10 }, Token));
    }

    [Fact]
    public async Task A_list_without_secrets_of_others_is_fetched_page_by_page()
    {
        for (var number = 0; number < 30; number++)
        {
            server.AddSecret($"s{number:00}", "workspace", "other", ("k", "v"));
        }

        await client.Secrets.ListPageAsync(cancellationToken: Token);
        server.Requests.Clear();
        await client.Secrets.ListPageAsync(new ListQuery { Size = 5 }, Token);

        Assert.DoesNotContain(server.Requests, request => request.Contains("size=1000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_runs_fetches_steps_only_when_they_are_requested()
    {
        var pipeline = client.DefinePipeline("p", options: new PipelineOptions { Log = TextWriter.Null })
            .Step("first", _ => { }).Step("second", _ => { });
        await pipeline.RunAsync(Token);
        await pipeline.RunAsync(Token);
        server.Requests.Clear();

        var runs = await client.PipelineRuns.ListPageAsync(withSteps: false, cancellationToken: Token);

        Assert.Equal(2, runs.Items.Count);
        Assert.All(runs.Items, run => Assert.Equal((RunStatus.Completed, 0), (run.Status, run.Steps.Count)));
        Assert.StartsWith("GET /api/v1/runs?", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.All(
            (await client.PipelineRuns.ListPageAsync(cancellationToken: Token)).Items,
            run => Assert.Equal(["first", "second"], run.Steps.Select(step => step.Name)));
    }

    [Fact]
    public async Task Checking_that_secrets_exist_reads_no_value()
    {
        server.AddSecret("s", "workspace", "default", ("k", "v"));

        var check = Assert.Single(await client.Secrets.CheckAsync([new("s", "no_such_key")], SecretValidationLevel.SecretExists, Token));

        Assert.True(check.Passes);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith("GET /api/v1/secrets/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rename_keeps_the_values_and_an_update_keeps_other_keys()
    {
        server.AddSecret("old", "workspace", "default", ("a", "1"), ("b", "2"));

        await client.Secrets.UpdateAsync("old", new SecretUpdate { Name = SecretName.Parse("new") }, cancellationToken: Token);
        await client.Secrets.UpdateAsync("new", new SecretUpdate { Set = new() { ["c"] = "3" }, Remove = ["a"] }, cancellationToken: Token);
        var secret = await client.Secrets.GetAsync("new", cancellationToken: Token);

        Assert.Equal(["b", "c"], secret.Values.Keys);
        Assert.All(
            server.Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal)),
            request => Assert.Contains("patch_values=true", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removing_a_key_that_does_not_exist_changes_nothing()
    {
        server.AddSecret("s", "workspace", "default", ("a", "1"));

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Secrets.UpdateAsync(
            "s", new SecretUpdate { Set = new() { ["b"] = "2" }, Remove = ["nope"] }, cancellationToken: Token));
        var kept = await client.Secrets.UpdateAsync(
            "s", new SecretUpdate { Remove = ["nope"], RequireRemoved = false }, cancellationToken: Token);

        Assert.Equal(ErrorCode.NotFound, error.Code);
        Assert.Equal(["a"], kept.Keys);
    }

    [Fact]
    public async Task An_update_for_a_version_is_rejected_because_the_server_cannot_check_it()
    {
        server.AddSecret("s", "workspace", "default", ("a", "1"));
        var found = await client.Secrets.FindAsync("s", cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.UpdateAsync(found.Id, new SecretUpdate { Set = new() { ["a"] = "2" }, IfVersion = found.Version }, Token));

        Assert.Equal(0, found.Version);
        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Equal("1", (await client.Secrets.GetAsync(found.Id, Token))["a"].Reveal());
    }

    [Fact]
    public async Task A_secret_with_a_name_that_is_invalid_here_can_be_seen_and_deleted()
    {
        var id = server.AddSecret("name", "workspace", "default", ("a", "1"));

        Assert.Equal(id, (await client.Secrets.FindAsync("name", cancellationToken: Token)).Id.Value);
        await client.Secrets.DeleteAsync("name", cancellationToken: Token);
        Assert.Empty((await client.Secrets.ListPageAsync(cancellationToken: Token)).Items);
    }
}
