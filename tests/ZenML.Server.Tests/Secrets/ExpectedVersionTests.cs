using System.Globalization;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.Walk;

namespace ZenML.Server.Tests.Secrets;

/// <summary>If-Match on every endpoint that changes one secret.</summary>
public sealed class ExpectedVersionTests
{
    private const string Set = "/secrets/set";

    /// <summary>The endpoints, from the list of all endpoints of the server: a new one is tested as soon as it exists.</summary>
    private static IEnumerable<Endpoint> ChangesOfOneSecret => Endpoint.All.Where(endpoint =>
        endpoint.Method != "GET" && !SaysWhoMayUseIt(endpoint)
        && (endpoint.Path.Contains("{foreign secret}", StringComparison.Ordinal) || endpoint.Path.EndsWith(Set, StringComparison.Ordinal)));

    // Sharing does not change the secret, so it has no version to expect.
    private static bool SaysWhoMayUseIt(Endpoint endpoint) => endpoint.Path.EndsWith("share", StringComparison.Ordinal);

    [Fact]
    public async Task Every_endpoint_that_changes_one_secret_rejects_another_version_than_the_expected_one()
    {
        await using var world = await TeamWorld.StartAsync();
        var endpoints = ChangesOfOneSecret.ToArray();
        Assert.True(endpoints.Length >= 10, "The list of endpoints is read wrongly.");
        foreach (var endpoint in endpoints)
        {
            var (id, version) = await PrepareAsync(world, endpoint);
            var path = Fill(world, endpoint.Path, id);

            var late = await SendAsync(world, endpoint, path, version - 1);
            var invalid = await world.Administrator.SendAsync(endpoint.Method, path, endpoint.Body, null, ("If-Match", "W/\"x\""));
            var right = await SendAsync(world, endpoint, path, version);

            Assert.Equal((endpoint, 412), (endpoint, late.Status));
            Assert.Contains(
                string.Create(CultureInfo.InvariantCulture, $"is at version {version}, not {version - 1}"),
                late.Text,
                StringComparison.Ordinal);
            Assert.Equal((endpoint, 412), (endpoint, invalid.Status));

            // Also proves that the rejected requests changed nothing: the secret still has this version.
            Assert.Equal((endpoint, 200), (endpoint, right.Status));
        }
    }

    [Fact]
    public async Task Setting_a_secret_that_does_not_exist_is_rejected_if_a_version_is_expected()
    {
        await using var world = await TeamWorld.StartAsync();

        var answer = await world.Administrator.SendAsync(
            "PUT", "/api/v1/x/workspaces/default/secrets/set", """{"name":"new","values":{"a":"b"}}""", null, ("If-Match", "\"1\""));

        Assert.Equal(412, answer.Status);
        Assert.Contains("does not exist", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await world.Administrator.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task A_star_as_the_expected_version_is_any_version_of_a_secret_that_exists()
    {
        await using var world = await TeamWorld.StartAsync();
        foreach (var endpoint in ChangesOfOneSecret)
        {
            var (id, _) = await PrepareAsync(world, endpoint);

            var answer = await world.Administrator.SendAsync(
                endpoint.Method, Fill(world, endpoint.Path, id), endpoint.Body, null, ("If-Match", "*"));

            Assert.Equal((endpoint, 200), (endpoint, answer.Status));
        }
    }

    /// <remarks>RFC 9110, 13.2.1: a condition counts only for a request that would succeed without it.</remarks>
    [Fact]
    public async Task A_star_as_the_expected_version_never_creates_a_secret()
    {
        await using var world = await TeamWorld.StartAsync();

        var set = await world.Administrator.SendAsync(
            "PUT", "/api/v1/x/workspaces/default/secrets/set", """{"name":"new","values":{"a":"b"}}""", null, ("If-Match", "*"));
        var deletion = await world.Administrator.SendAsync("DELETE", $"/api/v1/secrets/{Guid.NewGuid()}", null, null, ("If-Match", "*"));
        var zero = await world.Administrator.SendAsync(
            "PUT", "/api/v1/x/workspaces/default/secrets/set", """{"name":"new","values":{"a":"b"}}""", null, ("If-Match", "\"0\""));

        Assert.Equal((412, 404, 412), (set.Status, deletion.Status, zero.Status));
        Assert.Contains("The secret 'new' does not exist. Nothing was changed.", set.Text, StringComparison.Ordinal);
        Assert.Empty((await world.Administrator.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task A_rollback_with_two_different_expected_versions_is_rejected()
    {
        await using var world = await TeamWorld.StartAsync();
        var id = (await world.PostSecretAsync("db", """{"a":"1"}""")).Id;
        await world.Administrator.PutAsync($"/api/v1/secrets/{id}", """{"values":{"a":"2"}}""");

        var answer = await world.Administrator.SendAsync(
            "POST", $"/api/v1/x/secrets/{id}/rollback", """{"to":1,"if_version":2}""", null, ("If-Match", "\"3\""));

        Assert.Equal(422, answer.Status);
    }

    [Theory]
    [InlineData("""{"name":"db","values":{"a":null}}""")]
    [InlineData("""{"name":"new","values":{"a":"1","b":null}}""")]
    public async Task Setting_a_key_to_null_is_rejected_and_changes_nothing(string body)
    {
        await using var world = await TeamWorld.StartAsync();
        var id = (await world.PostSecretAsync("db", """{"a":"1"}""")).Id;

        var answer = await world.Administrator.PutAsync("/api/v1/x/workspaces/default/secrets/set", body);

        Assert.Equal(422, answer.Status);
        Assert.Equal(["db"], (await world.Administrator.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal("\"1\"", (await world.Administrator.GetAsync($"/api/v1/secrets/{id}")).Headers.ETag?.Tag);
    }

    [Fact]
    public async Task Setting_a_secret_sets_how_many_versions_it_keeps()
    {
        await using var world = await TeamWorld.StartAsync();
        const string path = "/api/v1/x/workspaces/default/secrets/set";

        var made = await world.Administrator.PutAsync(path, """{"name":"s","values":{"a":"1"},"keep_versions":3}""");
        var left = await world.Administrator.PutAsync(path, """{"name":"s","values":{"a":"2"}}""");
        var changed = await world.Administrator.PutAsync(path, """{"name":"s","values":{},"keep_versions":5}""");
        var invalid = await world.Administrator.PutAsync(path, """{"name":"s","values":{},"keep_versions":-1}""");

        Assert.Equal(
            (3, 3, 5), (KeptOf(made), KeptOf(left), KeptOf(changed)));
        Assert.Equal(422, invalid.Status);
    }

    private static int KeptOf(ApiAnswer answer) =>
        answer.Json.GetProperty("secret").GetProperty("body").GetProperty("keep_versions").GetInt32();

    /// <summary>Creates the secret that the request of an endpoint is about, with an earlier version.</summary>
    private static async Task<(Guid Id, long Version)> PrepareAsync(TeamWorld world, Endpoint endpoint)
    {
        var isSet = endpoint.Path.EndsWith(Set, StringComparison.Ordinal);
        var made = await world.PostSecretAsync(
            isSet ? "walked set" : $"s{Guid.NewGuid():N}", """{"a":"1"}""", isSet ? "user" : "workspace");
        await world.Administrator.PutAsync($"/api/v1/secrets/{made.Id}", """{"values":{"a":"2"}}""");
        if (!endpoint.Path.Contains("/deleted/", StringComparison.Ordinal) && !endpoint.Path.Contains("undelete", StringComparison.Ordinal))
        {
            return (made.Id, 2);
        }

        await world.Administrator.DeleteAsync($"/api/v1/secrets/{made.Id}");
        return (made.Id, 3);
    }

    private static string Fill(TeamWorld world, string path, Guid secret) => path
        .Replace("{foreign secret}", secret.ToString(), StringComparison.Ordinal)
        .Replace("{shared workspace}", world.Workspace.ToString(), StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal);

    private static Task<ApiAnswer> SendAsync(TeamWorld world, Endpoint endpoint, string path, long version) =>
        world.Administrator.SendAsync(
            endpoint.Method,
            path,
            endpoint.Body,
            null,
            ("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")));
}
