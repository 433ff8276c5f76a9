using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.PlainResources;

/// <summary>What the recordings do not show of plain resources.</summary>
public sealed class PlainResourcesEndpointsTests : WireTest
{
    private const string Canary = "canary-value-31c8";

    private string InWorkspace => $"/api/v1/workspaces/{Workspace}";

    private string Own => $"\"user\":\"{Api.User}\",\"workspace\":\"{Workspace}\"";

    [Fact]
    public async Task No_response_about_a_service_connector_has_its_secrets()
    {
        var connector = await Api.CreateAsync(
            $"{InWorkspace}/service_connectors",
            $$"""
            {"name":"c","connector_type":{"connector_type":"t","name":"T"},"auth_method":"m",
            "secrets":{"k":"{{Canary}}","n":null},{{Own}}}
            """);
        var path = $"/api/v1/service_connectors/{connector.Id}";
        string[] texts =
        [
            connector.Text,
            (await Api.GetAsync(path)).Text,
            (await Api.GetAsync("/api/v1/service_connectors?hydrate=true")).Text,
            (await Api.GetAsync($"{InWorkspace}/service_connectors/resources")).Text,
            (await Api.PutAsync(path, """{"description":"d"}""")).Text,
            (await Api.GetAsync("/api/v1/x/audit?size=100")).Text,
            (await Api.PostAsync(
                $"{InWorkspace}/service_connectors",
                $$"""{"name":"c","connector_type":"t","auth_method":"m","secrets":{"k":"{{Canary}}"},{{Own}}}""")).Text,
        ];

        Assert.All(texts, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.Equal("t", connector.Json.GetProperty("body").GetProperty("connector_type").GetString());
        var secret = connector.Json.GetProperty("metadata").GetProperty("secret_id").GetString();
        Assert.Equal($$"""{"k":"{{Canary}}"}""", await ValuesAsync($"/api/v1/secrets/{secret}"));
        Assert.Equal(
            ["connector-c"],
            (await Api.GetAsync("/api/v1/secrets")).Names.OfType<string>().Select(name => name[..name.LastIndexOf('-')]));
    }

    [Fact]
    public async Task An_update_of_a_connector_that_sends_secrets_replaces_its_configuration_too()
    {
        var connector = await Api.CreateAsync(
            $"{InWorkspace}/service_connectors",
            $$"""{"name":"c","connector_type":"t","auth_method":"m","resource_id":"r","configuration":{"a":"b"},{{Own}}}""");
        var path = $"/api/v1/service_connectors/{connector.Id}";

        var renamed = (await Api.PutAsync(path, """{"name":"d","resource_id":"r"}""")).Json;
        Assert.Equal("""{"a":"b"}""", renamed.GetProperty("metadata").GetProperty("configuration").GetRawText());
        Assert.Equal("r", renamed.GetProperty("body").GetProperty("resource_id").GetString());
        var changed = (await Api.PutAsync(path, """{"secrets":{"k":"v"}}""")).Json;

        Assert.Equal("{}", changed.GetProperty("metadata").GetProperty("configuration").GetRawText());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, changed.GetProperty("body").GetProperty("resource_id").ValueKind);
        Assert.Equal(200, (await Api.DeleteAsync(path)).Status);
        Assert.Empty((await Api.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task The_response_to_a_repeated_creation_of_a_code_repository_is_read_again()
    {
        var body = $$"""{"name":"r","config":{"token":"{{Canary}}"},"source":{"module":"m","attribute":"A","type":"user"},{{Own}}}""";
        var first = await SendAsync();
        await Api.PutAsync($"/api/v1/code_repositories/{first.Id}", """{"description":"later"}""");

        var again = await SendAsync();

        Assert.Equal((200, first.Id), (again.Status, again.Id));
        Assert.Equal("later", again.Json.GetProperty("metadata").GetProperty("description").GetString());
        Assert.Equal(Canary, again.Json.GetProperty("metadata").GetProperty("config").GetProperty("token").GetString());
        var unhydrated = await Api.GetAsync("/api/v1/code_repositories");
        Assert.DoesNotContain(Canary, unhydrated.Text, StringComparison.Ordinal);

        Task<ApiAnswer> SendAsync() =>
            Api.SendAsync("POST", $"{InWorkspace}/code_repositories", body, null, ("Idempotency-Key", "key-of-a-repository"));
    }

    [Theory]
    [InlineData("schedules", """{"name":"s","active":true,"start_time":"2026-12-01T00:00:00","interval_second":1.5,OWN}""")]
    [InlineData("schedules", """{"name":"s","active":true,"start_time":"2026-12-01T00:00:00","interval_second":"soon",OWN}""")]
    [InlineData("schedules", """{"name":"s","active":true,"start_time":"noon","interval_second":1,OWN}""")]
    [InlineData("schedules", """{"name":"s","active":true,"interval_second":1,OWN}""")]
    [InlineData("pipeline_builds", """{"is_local":true,"contains_code":true,"images":{"a":{}},OWN}""")]
    [InlineData("pipeline_builds", """{"is_local":true,"contains_code":true,"images":{"a":"b"},OWN}""")]
    [InlineData("pipeline_builds", """{"is_local":true,"contains_code":true,"images":[],OWN}""")]
    [InlineData("code_repositories", """{"name":"r","config":"c","source":{"module":"m","type":"user"},OWN}""")]
    [InlineData("code_repositories", """{"name":"r","config":{},"source":{"attribute":"A"},OWN}""")]
    [InlineData("service_connectors", """{"name":"c","connector_type":{},"auth_method":"m",OWN}""")]
    [InlineData("service_connectors", """{"name":"c","connector_type":"t","auth_method":"m","secrets":{"k":{}},OWN}""")]
    public async Task A_value_of_a_wrong_type_is_rejected_with_422(string collection, string body)
    {
        var answer = await Api.PostAsync($"{InWorkspace}/{collection}", body.Replace("OWN", Own, StringComparison.Ordinal));

        Assert.Equal(422, answer.Status);
        Assert.Equal(0, (await Api.GetAsync($"/api/v1/{collection}")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_document_of_more_than_a_mebibyte_is_rejected_with_422()
    {
        var large = new string('x', 1024 * 1024);
        var answer = await Api.PostAsync(
            $"{InWorkspace}/code_repositories",
            $$"""{"name":"r","config":{"c":"{{large}}"},"source":{"module":"m","attribute":"A","type":"user"},{{Own}}}""");

        Assert.Equal(422, answer.Status);
        Assert.Contains("config", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 200)]
    [InlineData(51, 400)]
    [InlineData(1_100, 400)]
    public async Task A_filter_for_labels_can_have_fifty_entries(int entries, int status)
    {
        var labels = string.Join(',', Enumerable.Range(0, entries).Select(entry => "a"));

        Assert.Equal(status, (await Api.GetAsync($"/api/v1/service_connectors?labels_str={labels}")).Status);
    }

    [Theory]
    [InlineData("schedules?active=maybe")]
    [InlineData("schedules?active=equals:true")]
    [InlineData("schedules?interval_second=gte:3")]
    [InlineData("pipeline_builds?is_local=contains:t")]
    [InlineData("pipeline_builds?sort_by=images")]
    [InlineData("code_repositories?sort_by=source")]
    [InlineData("service_connectors?sort_by=labels_str")]
    public async Task A_filter_that_a_field_does_not_have_is_rejected_with_422(string query) =>
        Assert.Equal(422, (await Api.GetAsync($"/api/v1/{query}")).Status);

    [Fact]
    public async Task A_schedule_can_have_an_interval_as_a_number_as_digits_and_as_a_duration()
    {
        (string, string)[] intervals =
            [("90", "90.0"), ("\"90\"", "90.0"), ("\"PT1M30S\"", "90.0"), ("\"P1DT2H\"", "93600.0")];
        foreach (var (interval, seconds) in intervals)
        {
            var schedule = await Api.CreateAsync(
                $"{InWorkspace}/schedules",
                $$"""{"name":"s","active":true,"start_time":"2026-12-01T00:00:00","interval_second":{{interval}},{{Own}}}""");

            Assert.Equal(seconds, schedule.Json.GetProperty("body").GetProperty("interval_second").GetRawText());
        }

        Assert.Equal(3, (await Api.GetAsync("/api/v1/schedules?interval_second=90")).Json.GetProperty("total").GetInt32());
    }
}
