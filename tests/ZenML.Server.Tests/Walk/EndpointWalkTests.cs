using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Walk;

public sealed class EndpointWalkTests
{
    [Fact]
    public async Task The_walk_covers_every_endpoint_of_the_server()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(
            Endpoint.All.Select(endpoint => endpoint.Shape).Order(StringComparer.Ordinal),
            server.Endpoints.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_rejects_a_request_without_a_token()
    {
        await using var server = await RunningServer.StartAsync();

        await ExpectRefusalsAsync(new ApiClient(server.Client, token: null));
    }

    [Fact]
    public async Task Every_endpoint_rejects_a_forged_token()
    {
        await using var server = await RunningServer.StartAsync();
        const string unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIwMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDAifQ.";

        await ExpectRefusalsAsync(new ApiClient(server.Client, unsigned));
    }

    [Fact]
    public async Task Every_endpoint_rejects_a_deactivated_account()
    {
        await using var server = await RunningServer.StartAsync();
        var world = await WalkWorld.CreateAsync(server);
        Assert.Equal(200, (await world.Administrator.PutAsync("/api/v1/users/other/deactivate")).Status);

        await ExpectRefusalsAsync(world.Other);
    }

    [Fact]
    public async Task Every_endpoint_rejects_an_expired_token()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var client = await ApiClient.LoginAsync(server, "default", "default-pw");
        clock.MoveTo(clock.GetUtcNow().AddHours(25));

        await ExpectRefusalsAsync(client);
    }

    [Fact]
    public async Task Another_user_can_do_what_the_table_allows_and_learns_nothing_about_a_user_scoped_secret_of_someone_else()
    {
        await using var server = await RunningServer.StartAsync();
        var world = await WalkWorld.CreateAsync(server);
        var mistakes = new List<string>();
        foreach (var endpoint in Endpoint.All)
        {
            var answer = await world.Other.SendAsync(
                endpoint.Method, world.Fill(endpoint.Path), endpoint.Body is null ? null : world.Fill(endpoint.Body));
            if (answer.Status != endpoint.Status)
            {
                mistakes.Add($"{endpoint}: {endpoint.Status} in the table, but {answer.Status} {answer.Text}");
            }

            mistakes.AddRange(
                Leaks(world, answer, mayNameId: endpoint.Path.Contains("{foreign secret}", StringComparison.Ordinal))
                    .Select(leak => $"{endpoint}: {leak}"));
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    [Theory]
    [InlineData("?name=contains:canary")]
    [InlineData("?name=canary-name-77f1&hydrate=true")]
    [InlineData("?name=contains:&size=10000&hydrate=true")]
    [InlineData("?scope=user")]
    [InlineData("?user_id={foreign user}")]
    [InlineData("?logical_operator=or&name=contains:canary&id=startswith:{foreign secret}&scope=user&user_id={foreign user}")]
    [InlineData("?id={foreign secret}")]
    [InlineData("?id=contains:-&sort_by=desc:name")]
    [InlineData("?workspace_id={shared workspace}&sort_by=updated")]
    [InlineData("?scope_workspace={shared workspace}")]
    public async Task No_list_shows_a_user_scoped_secret_of_someone_else(string query)
    {
        await using var server = await RunningServer.StartAsync();
        var world = await WalkWorld.CreateAsync(server);

        var answer = await world.Other.GetAsync("/api/v1/secrets" + world.Fill(query));

        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("total").GetInt32());
        Assert.Empty(Leaks(world, answer, mayNameId: false));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("DELETE", null)]
    [InlineData("PUT", """{"name":"mine"}""")]
    [InlineData("PUT", """{"scope":"workspace"}""")]
    [InlineData("PUT", """{"values":{"a":"b"}}""")]
    public async Task A_user_scoped_secret_of_someone_else_is_answered_like_one_that_does_not_exist(string method, string? body)
    {
        await using var server = await RunningServer.StartAsync();
        var world = await WalkWorld.CreateAsync(server);
        var nothing = world.Fill("{nothing}");

        var foreign = await world.Other.SendAsync(method, "/api/v1/secrets/" + world.ForeignSecret, body);
        var missing = await world.Other.SendAsync(method, "/api/v1/secrets/" + nothing, body);

        Assert.Equal(404, foreign.Status);
        Assert.Equal(missing.Text.Replace(nothing, world.ForeignSecret, StringComparison.Ordinal), foreign.Text);
        Assert.Equal(
            WalkWorld.CanaryValue,
            (await world.Administrator.GetAsync("/api/v1/secrets/" + world.ForeignSecret))
                .Json.GetProperty("body").GetProperty("values").GetProperty(WalkWorld.CanaryKey).GetString());
    }

    private static async Task ExpectRefusalsAsync(ApiClient client)
    {
        var mistakes = new List<string>();
        foreach (var endpoint in Endpoint.All.Where(endpoint => !endpoint.IsOpen))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(endpoint.Path, @"\{[^}]*\}", _ => Guid.NewGuid().ToString());
            var answer = await client.SendAsync(endpoint.Method, path, endpoint.Method == "GET" ? null : "{}");
            if (answer.Status != 401 || !answer.Headers.Contains("WWW-Authenticate")
                || answer.Json.GetProperty("detail").ValueKind != System.Text.Json.JsonValueKind.String)
            {
                mistakes.Add($"{endpoint}: {answer.Status} {answer.Text}");
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));
    }

    private static IEnumerable<string> Leaks(WalkWorld world, ApiAnswer answer, bool mayNameId)
    {
        var everything = answer.Text + string.Join('\n', answer.Headers);
        string[] canaries = [WalkWorld.CanaryName, WalkWorld.CanaryKey, WalkWorld.CanaryValue];
        return canaries.Concat(mayNameId ? [] : [world.ForeignSecret, world.ForeignSecret.Replace("-", "", StringComparison.Ordinal)])
            .Where(canary => everything.Contains(canary, StringComparison.OrdinalIgnoreCase))
            .Select(canary => $"leaks {canary}");
    }
}
