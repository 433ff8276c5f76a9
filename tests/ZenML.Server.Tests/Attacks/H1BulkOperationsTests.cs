using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// A request that deletes related resources needs permission for all of them and records each deletion.
/// </summary>
public sealed class H1BulkOperationsTests
{
    // Visualizations belong to the artifact version that lists them. Resets of a password are part of the account, like its credentials.
    private static readonly string[] NotResources =
        [
            "artifact_visualizations", "audit_events", "login_failures", "encryption_keys", "directory", "issued_tokens",
            "password_resets",
        ];

    private const string Statistics = "/api/v1/workspaces/research/statistics?secrets_of_others=true";

    [Fact]
    public async Task H1_a_member_cannot_delete_a_workspace_that_holds_private_secrets_of_others()
    {
        await using var world = await TeamWorld.StartAsync();
        var secret = await CreatePrivateAsync(world, world.Administrator, "mine");

        foreach (var query in new[] { "", "?force=true" })
        {
            var refused = await world.Other.DeleteAsync($"/api/v1/workspaces/research{query}");
            Assert.Equal((403, "IllegalOperationError"), (refused.Status, refused.ErrorClass));
        }

        Assert.Equal(200, (await world.Administrator.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(200, (await world.Administrator.GetAsync("/api/v1/workspaces/research")).Status);
    }

    [Fact]
    public async Task H1_a_member_cannot_delete_a_workspace_of_others_and_learns_nothing_about_the_secrets_in_it()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.Administrator.CreateAsync("/api/v1/workspaces", """{"name":"without"}""");
        await CreatePrivateAsync(world, world.Administrator, "mine");

        var without = await world.Other.DeleteAsync("/api/v1/workspaces/without");
        var with = await world.Other.DeleteAsync("/api/v1/workspaces/research");

        Assert.Equal((403, 403), (without.Status, with.Status));
        Assert.Equal(without.Text, with.Text.Replace("'research'", "'without'", StringComparison.Ordinal));
        Assert.DoesNotContain("secrets_of_others", (await world.Other.GetAsync(Statistics)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H1_an_administrator_needs_force_to_delete_a_workspace_with_private_secrets_of_others_and_sees_how_many_there_are()
    {
        await using var world = await TeamWorld.StartAsync();
        Guid[] secrets =
            [await CreatePrivateAsync(world, world.Other, "hidden-name-1"), await CreatePrivateAsync(world, world.Other, "hidden-name-2")];
        await CreatePrivateAsync(world, world.Administrator, "own");

        var refused = await world.Administrator.DeleteAsync("/api/v1/workspaces/research");
        Assert.Equal((403, "IllegalOperationError"), (refused.Status, refused.ErrorClass));
        Assert.Contains("2 user-scoped secrets of other accounts", refused.Text, StringComparison.Ordinal);
        Assert.Contains("--force", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-name", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await world.Other.GetAsync($"/api/v1/secrets/{secrets[0]}")).Status);
        Assert.Contains("\"secrets_of_others\":\"2\"", (await world.Administrator.GetAsync(Statistics)).Text, StringComparison.Ordinal);

        Assert.Equal((200, "null"), Outcome(await world.Administrator.DeleteAsync("/api/v1/workspaces/research?force=true")));
        foreach (var secret in secrets)
        {
            Assert.Equal(404, (await world.Other.GetAsync($"/api/v1/secrets/{secret}")).Status);
            Assert.Equal([("delete", "secret", "default")], await AuditAsync(world, secret, "delete"));
        }

        Assert.Equal(422, (await world.Administrator.DeleteAsync("/api/v1/workspaces/research?force=perhaps")).Status);
    }

    [Fact]
    public async Task An_administrator_deletes_a_workspace_without_private_secrets_of_others_and_needs_no_force()
    {
        await using var world = await TeamWorld.StartAsync();
        await CreatePrivateAsync(world, world.Administrator, "own");

        Assert.Equal((200, "null"), Outcome(await world.Administrator.DeleteAsync("/api/v1/workspaces/research")));
        Assert.Equal(404, (await world.Administrator.GetAsync("/api/v1/workspaces/research")).Status);
    }

    [Fact]
    public async Task H1_every_row_that_a_request_deletes_gets_its_own_audit_record()
    {
        await using var server = await RunningServer.StartAsync(clock: null, ChangingRequests.Settings);
        var requests = await ChangingRequests.StartAsync(server);
        const string Records = "SELECT resource_id FROM audit_events WHERE action IN ('delete', 'purge') AND resource_name <> ''";
        var mistakes = new List<string>();
        var gone = new Dictionary<string, int>();
        var before = await ListRowsAsync(server);
        foreach (var request in ChangingRequest.All)
        {
            var answer = await requests.SendAsync(request);
            Assert.True(answer.Status == 200, $"{request}: {answer.Status} {answer.Text}");
            var after = await ListRowsAsync(server);
            var recorded = (await RawDatabase.QueryAsync(server.DatabasePath, Records)).ToHashSet();
            foreach (var (table, id) in before.Except(after))
            {
                gone[table] = gone.GetValueOrDefault(table) + 1;
                if (!recorded.Contains(id))
                {
                    mistakes.Add($"{request}: a row of {table} is gone without a record");
                }
            }

            before = after;
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));

        // The requests are complete: there was something of every kind to delete.
        var tables = before.Select(row => row.Table).Concat(gone.Keys).Distinct().Except(["tags", "revoked_sessions"]);
        Assert.Empty(tables.Except(gone.Keys));
    }

    [Fact]
    public async Task H1_an_account_that_owns_anything_cannot_be_deleted_and_the_administrator_sees_how_much_it_owns()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("hidden-name", scope: "user", owner: world.Other);
        var shared = await world.PostSecretAsync("shared", owner: world.Other);
        await world.Other.CreateAsync("/api/v1/flavors",
            $$"""{"name":"f","type":"orchestrator","config_schema":{},"source":"a.b",{{world.Owned(world.Other)}}}""");

        var refused = await world.Administrator.DeleteAsync("/api/v1/users/other");

        Assert.Equal(403, refused.Status);
        Assert.Contains(
            "The user 'other' owns 2 secrets and 1 flavor and cannot be deleted. Delete them first, or deactivate the account: "
                + "zenml user update other --active false",
            refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-name", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await world.Other.GetAsync($"/api/v1/secrets/{shared.Id}")).Status);
    }

    [Fact]
    public async Task An_account_whose_records_no_command_deletes_is_only_to_be_deactivated()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("shared", owner: world.Other);
        await world.Other.CreateAsync("/api/v1/workspaces/default/pipelines",
            $$"""{"name":"p","version":"1","version_hash":"h","spec":{"steps":[]},{{world.Owned(world.Other)}}}""");

        var refused = await world.Administrator.DeleteAsync("/api/v1/users/other");

        Assert.Contains(
            "owns 1 secret and 1 pipeline and cannot be deleted. Deactivate it instead: zenml user update other --active false",
            refused.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task H1_the_audit_log_lists_the_devices_of_a_deleted_account()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var ada = await server.PersonAsync(admin, "ada");
        var begun = await ada.SendAsync(
            "POST", "/api/v1/device_authorization", $"client_id={Guid.NewGuid()}", "application/x-www-form-urlencoded");
        var query = System.Web.HttpUtility.ParseQueryString(begun.Json.GetProperty("verification_uri_complete").GetString()!.Split('?')[1]);
        var verified = await ada.PutAsync($"/api/v1/devices/{query["device_id"]}/verify", $$"""{"user_code":"{{query["user_code"]}}"}""");
        Assert.Equal(200, verified.Status);

        Assert.Equal(200, (await admin.DeleteAsync("/api/v1/users/ada")).Status);

        var audit = await admin.GetAsync($"/api/v1/x/audit?resource_id={query["device_id"]}&action=delete");
        Assert.Equal("default", audit.Json.GetProperty("items")[0].GetProperty("user_name").GetString());
    }

    [Fact]
    public async Task A_member_can_create_and_rename_workspaces()
    {
        await using var world = await TeamWorld.StartAsync();
        var made = await world.Other.CreateAsync("/api/v1/workspaces", """{"name":"ours"}""");

        Assert.Equal(200, (await world.Other.PutAsync($"/api/v1/workspaces/{made.Id}", """{"name":"theirs","description":"d"}""")).Status);
    }

    /// <summary>Makes a user-scoped secret in the workspace <c>research</c>, which is made if need be.</summary>
    private static async Task<Guid> CreatePrivateAsync(TeamWorld world, ApiClient owner, string name)
    {
        await owner.PostAsync("/api/v1/workspaces", """{"name":"research"}""");
        var workspace = (await owner.GetAsync("/api/v1/workspaces/research")).Id;
        return (await owner.CreateAsync("/api/v1/workspaces/research/secrets",
            $$"""{"name":"{{name}}","scope":"user","values":{"k":"v"},"user":"{{owner.User}}","workspace":"{{workspace}}"}""")).Id;
    }

    private static async Task<IReadOnlyList<(string? Action, string? Type, string? User)>> AuditAsync(
        TeamWorld world, Guid resource, string action)
    {
        var audit = await world.Administrator.GetAsync($"/api/v1/x/audit?resource_id={resource}&action={action}");
        return
        [
            .. audit.Json.GetProperty("items").EnumerateArray()
                .Select(item => (Text(item, "action"), Text(item, "resource_type"), Text(item, "user_name"))),
        ];
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static (int Status, string Text) Outcome(ApiAnswer answer) => (answer.Status, answer.Text);

    private static async Task<HashSet<(string Table, object Id)>> ListRowsAsync(RunningServer server)
    {
        var tables = await RawDatabase.QueryAsync(server.DatabasePath,
            "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'id' WHERE m.type = 'table'");
        var rows = new HashSet<(string, object)>();
        foreach (var table in tables.Cast<string>().Except(NotResources))
        {
            rows.UnionWith((await RawDatabase.QueryAsync(server.DatabasePath, $"SELECT id FROM {table}")).Select(id => (table, id)));
        }

        return rows;
    }
}
