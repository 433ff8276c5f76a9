using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>A change that has been committed is never answered with an error, whatever fails afterwards.</summary>
public sealed class H2AnswersAfterChangesTests
{
    // These endpoints use the methods of changes but change nothing.
    private static readonly string[] NotChanging =
    [
        "POST /api/v1/x/service_accounts/{}/trust-test", "POST /api/v1/x/references/check", "POST /api/v1/x/references/resolve",

        // Only an account whose password somebody else has reset can make this change; this one is the last administrator.
        "POST /api/v1/x/password-resets/confirm",

        // It changes nothing but the audit log, and its response is no JSON.
        "POST /api/v1/x/backup",
        "POST /api/v1/x/workspaces/{}/references/check",
        "POST /api/v1/x/workspaces/{}/references/resolve",
        "POST /api/v1/x/workspaces/{}/references/suggest",
        "POST /api/v1/x/workspaces/{}/secrets/deleted/find",
        "POST /api/v1/x/workspaces/{}/secrets/find", "POST /api/v1/x/secrets/leaked",
        "POST /api/v1/x/workspaces/{}/secrets/read",
        "POST /api/v1/x/workspaces/{}/secrets/usages",
        "POST /api/v1/x/workspaces/{}/stacks/validate",
        "PUT /api/v1/secrets_operations/backup", "PUT /api/v1/secrets_operations/restore",
        "PUT /api/v1/activate", "PATCH /api/v1/flavors/sync",
        "POST /api/v1/service_connectors/verify", "PUT /api/v1/service_connectors/{}/verify",
        "POST /api/v1/event-sources", "PUT /api/v1/event-sources/{}", "DELETE /api/v1/event-sources/{}", "POST /api/v1/webhooks/{}",
        "POST /api/v1/triggers", "PUT /api/v1/triggers/{}", "DELETE /api/v1/triggers/{}",
        "POST /api/v1/workspaces/{}/services", "PUT /api/v1/services/{}", "DELETE /api/v1/services/{}",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H2_the_list_of_changing_requests_covers_every_endpoint_that_changes_something()
    {
        await using var server = await RunningServer.StartAsync();

        var changing = server.Endpoints.Where(endpoint => !endpoint.StartsWith("GET ", StringComparison.Ordinal))
            .Concat(["GET /api/v1/api_token", "GET /api/v1/logout"]).Except(NotChanging);
        var listed = ChangingRequest.All.Select(request => request.Shape).Distinct();

        Assert.Equal(changing.Distinct().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task H2_every_committed_change_succeeds_although_the_database_fails_right_after_the_commit()
    {
        FailingDatabase database = null!;
        await using var server = await RunningServer.StartAsync(
            inner => database = new FailingDatabase(inner), clock: null, ChangingRequests.Settings);
        var requests = await ChangingRequests.StartAsync(server);
        var mistakes = new List<string>();
        foreach (var request in ChangingRequest.All)
        {
            await ForgetDirectoryAsync(server);
            database.FailAfterNextCommit();
            var answer = await requests.SendAsync(request);
            var hasFailed = database.HasFailed;
            database.Recover();
            if (answer.Status != 200 || !hasFailed)
            {
                mistakes.Add($"{request}: changed {(hasFailed ? "something" : "nothing")} and answered {answer.Status} {answer.Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public async Task H2_every_committed_change_succeeds_although_read_audit_records_cannot_be_written()
    {
        FailingDatabase database = null!;
        await using var server = await RunningServer.StartAsync(
            inner => database = new FailingDatabase(inner), clock: null, ChangingRequests.Settings);
        var requests = await ChangingRequests.StartAsync(server);
        database.FailAudit();
        var mistakes = new List<string>();
        foreach (var request in ChangingRequest.All)
        {
            var answer = await requests.SendAsync(request);
            if (answer.Status != 200)
            {
                mistakes.Add($"{request}: {answer.Status} {answer.Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Fact]
    public async Task H2_sixteen_concurrent_writers_of_one_secret_get_no_error_for_a_change_that_was_made()
    {
        const int Writers = 16;
        const int Updates = 25;
        await using var world = await TeamWorld.StartAsync();
        var path = $"/api/v1/secrets/{(await world.PostSecretAsync("busy", """{"a":"1"}""")).Id}?patch_values=true";

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var statuses = new List<int>();
            for (var update = 0; update < Updates; update++)
            {
                statuses.Add((await world.Administrator.PutAsync(path, $$$"""{"values":{"w{{{writer}}}":"{{{update}}}"}}""")).Status);
            }

            return statuses;
        }));
        var left = await world.Administrator.GetAsync(path);

        Assert.All(answers.SelectMany(statuses => statuses), status => Assert.Equal(200, status));
        Assert.Equal($"\"{1 + (Writers * Updates)}\"", left.Headers.ETag?.Tag);
        Assert.Equal(1 + Writers, left.Json.GetProperty("body").GetProperty("values").EnumerateObject().Count());
    }

    [Fact]
    public async Task The_response_to_a_change_has_the_values_and_names_from_the_moment_of_the_change()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"a":"1","b":"2"}""", owner: world.Other);

        var changed = await world.Administrator.PutAsync(
            $"/api/v1/secrets/{made.Id}?patch_values=true", """{"values":{"a":null,"c":"3"}}""");

        Assert.Equal("""{"b":"2","c":"3"}""", changed.Json.GetProperty("body").GetProperty("values").GetRawText());
        Assert.Equal("other", changed.Json.GetProperty("body").GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("default", changed.Json.GetProperty("metadata").GetProperty("workspace").GetProperty("name").GetString());
        Assert.Equal("\"2\"", changed.Headers.ETag?.Tag);
        Assert.Equal(changed.Text, (await world.Administrator.GetAsync($"/api/v1/secrets/{made.Id}")).Text);
    }

    [Theory]
    [InlineData("?patch_values=true", """{"values":{"c":"3"}}""", 1)]
    [InlineData("?patch_values=true", """{"name":"db2"}""", 1)]
    [InlineData("", """{"values":{"c":"3"}}""", 0)]
    public async Task A_change_whose_response_contains_values_that_were_not_sent_is_also_recorded_as_a_read(
        string query, string body, int reads)
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.PostSecretAsync("db", """{"a":"1"}""", owner: world.Other);

        await world.Administrator.PutAsync($"/api/v1/secrets/{made.Id}{query}", body);

        var audit = await world.Administrator.GetAsync($"/api/v1/x/audit?resource_id={made.Id}&size=100");
        var actions = audit.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("action").GetString()).ToArray();
        Assert.Equal(1, actions.Count(action => action == "update"));
        Assert.Equal(reads, actions.Count(action => action == "read"));
    }

    /// <summary>
    /// Makes the server's cache of accounts and workspaces stale, as a change by another replica does.
    /// </summary>
    private static Task<Id<User>> ForgetDirectoryAsync(RunningServer server) => server.Database.WriteAsync(
        async (unit, token) =>
        {
            var user = (await unit.Users.FindByNameAsync("default", token))[0];
            await unit.Users.UpdateAsync(user, token);
            return user.Id;
        },
        Token);
}
