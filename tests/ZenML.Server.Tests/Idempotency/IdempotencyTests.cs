using System.Text;
using System.Text.Json;
using System.Web;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Idempotency;

/// <summary>F3: a change that is sent again with its key is made once.</summary>
public sealed class IdempotencyTests : WireTest
{
    private const string Header = "Idempotency-Key";

    private const string Replayed = "Idempotency-Replayed";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Secrets => $"/api/v1/workspaces/{Workspace}/secrets";

    [Fact]
    public async Task F3_a_change_that_is_sent_again_with_the_same_key_is_made_once_and_gets_the_same_response()
    {
        var first = await SendAsync("POST", Secrets, NewSecret("db"), "key-1");
        var again = await SendAsync("POST", Secrets, NewSecret("db"), "key-1");

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.False(first.Headers.Contains(Replayed));
        Assert.True(again.Headers.Contains(Replayed));
        Assert.Equal(["db"], (await Api.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal(1, (await Api.GetAsync("/api/v1/x/audit?action=create&resource_type=secret")).Json.GetProperty("total").GetInt32());
        Assert.Equal(409, (await SendAsync("POST", Secrets, NewSecret("db"), "key-2")).Status);
        Assert.Equal(409, (await Api.PostAsync(Secrets, NewSecret("db"))).Status);
    }

    [Fact]
    public async Task F3_every_kind_of_change_can_be_sent_again_with_the_same_key()
    {
        var account = (await Api.CreateAsync("/api/v1/service_accounts", """{"name":"robot","active":true}""")).Id;
        var key = (await Api.CreateAsync($"/api/v1/service_accounts/{account}/api_keys", """{"name":"first"}""")).Id;
        var user = (await Api.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":false}""")).Id;
        var component = (await Api.GetAsync("/api/v1/components?type=orchestrator"))
            .Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var inWorkspace = $"/api/v1/workspaces/{Workspace}";
        var laboratory = (await Api.CreateAsync("/api/v1/workspaces", """{"name":"laboratory"}""")).Id;
        var owner = $"\"user\":\"{Api.User}\",\"workspace\":\"{Workspace}\"";
        var secret = await CreateSecretAsync("old");
        (string Method, string Path, string? Body)[] changes =
        [
            ("POST", Secrets, NewSecret("new")),
            ("POST", $"/api/v1/x/workspaces/{Workspace}/secrets/import", """{"secrets":[{"name":"imported","values":{"k":"1"}}]}"""),
            ("PUT", $"{secret}?patch_values=true", """{"values":{"c":"3"}}"""),
            ("PUT", secret, """{"name":"renamed","values":{"c":"4"}}"""),
            ("DELETE", secret, null),
            ("POST", $"{secret.Replace("/secrets/", "/x/secrets/", StringComparison.Ordinal)}/undelete", "{}"),
            ("DELETE", secret, null),
            ("DELETE", secret.Replace("/secrets/", "/x/secrets/deleted/", StringComparison.Ordinal), null),
            ("POST", "/api/v1/workspaces", """{"name":"research"}"""),
            ("PUT", $"/api/v1/workspaces/{laboratory}", """{"description":"x"}"""),
            ("DELETE", $"/api/v1/workspaces/{laboratory}", null),
            (
                "POST",
                $"{inWorkspace}/components",
                $$"""{"name":"part","type":"orchestrator","flavor":"local","configuration":{},{{owner}}}"""),
            ("POST", $"{inWorkspace}/stacks", $$"""{"name":"pile","components":{"orchestrator":["{{component}}"]},{{owner}}}"""),
            ("POST", "/api/v1/flavors", $$"""{"name":"mine","type":"orchestrator","config_schema":{},"source":"a.b",{{owner}}}"""),
            ("POST", "/api/v1/service_accounts", """{"name":"second","active":true}"""),
            ("PUT", $"/api/v1/service_accounts/{account}", """{"description":"x"}"""),
            ("POST", $"/api/v1/service_accounts/{account}/api_keys", """{"name":"second"}"""),
            ("PUT", $"/api/v1/service_accounts/{account}/api_keys/{key}", """{"description":"x"}"""),
            ("PUT", $"/api/v1/service_accounts/{account}/api_keys/{key}/rotate", "{}"),
            ("DELETE", $"/api/v1/service_accounts/{account}/api_keys/{key}", null),
            ("DELETE", $"/api/v1/service_accounts/{account}", null),
            ("POST", "/api/v1/users", """{"name":"ben","is_admin":false}"""),
            ("PUT", $"/api/v1/users/{user}", """{"full_name":"Ada"}"""),
            ("PUT", $"/api/v1/users/{user}/deactivate", null),
            ("DELETE", $"/api/v1/users/{user}", null),
            ("PUT", "/api/v1/settings", """{"server_name":"mine"}"""),
        ];
        foreach (var (index, (method, path, body)) in changes.Index())
        {
            var first = await SendAsync(method, path, body, $"change-{index}");
            var audited = await CountAuditAsync();
            var again = await SendAsync(method, path, body, $"change-{index}");

            Assert.True(first.Status == 200, $"{method} {path}: {first.Status} {first.Text}");
            Assert.True(
                (200, first.Text) == (again.Status, again.Text) && again.Headers.Contains(Replayed),
                $"{method} {path}: {first.Text} was answered again with {again.Status} {again.Text}");
            Assert.Equal(audited, await CountAuditAsync());
        }
    }

    [Theory]
    [InlineData("POST", "secrets", "b", null)]
    [InlineData("POST", "stacks", "a", null)]
    [InlineData("PUT", "secrets", "a", null)]
    [InlineData("POST", "secrets?x=1", "a", null)]
    [InlineData("POST", "secrets", "a", "\"1\"")]
    public async Task F3_a_different_request_with_the_same_key_is_rejected_with_422_and_changes_nothing(
        string method, string path, string name, string? ifMatch)
    {
        await SendAsync("POST", Secrets, NewSecret("a"), "key");
        (string, string)[] headers = ifMatch is null ? [(Header, "key")] : [(Header, "key"), ("If-Match", ifMatch)];

        var other = await Api.SendAsync(method, $"/api/v1/workspaces/{Workspace}/{path}", NewSecret(name), null, headers);

        // A request without an endpoint is rejected before its key is read.
        Assert.Equal(method == "PUT" ? 405 : 422, other.Status);
        Assert.Equal(["a"], (await Api.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task F3_an_idempotency_key_belongs_to_one_account()
    {
        await Api.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":false}""");
        var ada = await ApiClient.LoginAsync(Server, "ada", "long enough");
        var body = $$"""{"name":"own","scope":"user","values":{"a":"1"},"user":"{{ada.User}}","workspace":"{{Workspace}}"}""";
        await SendAsync("POST", Secrets, NewSecret("own", scope: "user"), "key");

        var hers = await ada.SendAsync("POST", Secrets, body, null, (Header, "key"));

        Assert.Equal((200, false), (hers.Status, hers.Headers.Contains(Replayed)));
        Assert.Equal(["own"], (await ada.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task F3_a_rejected_change_is_not_remembered_and_succeeds_when_it_is_sent_again_and_has_become_possible()
    {
        var taken = await CreateSecretAsync("db");
        Assert.Equal(409, (await SendAsync("POST", Secrets, NewSecret("db"), "key")).Status);
        await Api.DeleteAsync(taken);

        var again = await SendAsync("POST", Secrets, NewSecret("db"), "key");

        Assert.Equal((200, false), (again.Status, again.Headers.Contains(Replayed)));
    }

    [Fact]
    public async Task F3_a_forbidden_change_stays_forbidden_when_its_key_is_sent_again_and_each_attempt_is_audited()
    {
        await Api.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":false}""");
        var ada = await ApiClient.LoginAsync(Server, "ada", "long enough");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var refused = await ada.SendAsync("DELETE", $"/api/v1/users/{Api.User}", null, null, (Header, "key"));

            Assert.Equal(403, refused.Status);
            Assert.Equal(attempt, (await Api.GetAsync("/api/v1/x/audit?outcome=refused")).Json.GetProperty("total").GetInt32());
        }
    }

    [Fact]
    public async Task F3_a_rejection_that_counts_toward_a_limit_is_counted_again_each_time_its_key_is_sent()
    {
        using var form = new FormUrlEncodedContent([new("client_id", $"{Guid.NewGuid()}")]);
        using var begun = await Server.Client.PostAsync(new Uri("/api/v1/device_authorization", UriKind.Relative), form, Token);
        var asked = JsonDocument.Parse(await begun.Content.ReadAsStringAsync(Token)).RootElement;
        var query = HttpUtility.ParseQueryString(
            new Uri(new Uri("http://x"), asked.GetProperty("verification_uri_complete").GetString()).Query);
        var verify = $"/api/v1/devices/{query["device_id"]}/verify";

        var wrong = await SendAsync("PUT", verify, """{"user_code":"wrong"}""", "key");
        var again = await SendAsync("PUT", verify, """{"user_code":"wrong"}""", "key");
        var right = await SendAsync("PUT", verify, $$"""{"user_code":"{{query["user_code"]}}"}""", "other-key");

        Assert.True((400, 400, 200) == (wrong.Status, again.Status, right.Status), $"{wrong.Text} {again.Text} {right.Text}");
    }

    [Fact]
    public async Task F3_a_caller_that_has_lost_its_rights_does_not_get_the_remembered_response()
    {
        const string account = """{"name":"ben","is_admin":false}""";
        await Api.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":true}""");
        var ada = await ApiClient.LoginAsync(Server, "ada", "long enough");
        Assert.Equal(200, (await ada.SendAsync("POST", "/api/v1/users", account, null, (Header, "key"))).Status);
        Assert.Equal(200, (await ada.SendAsync("POST", "/api/v1/users", account, null, (Header, "key"))).Status);
        Assert.Equal(200, (await Api.PutAsync("/api/v1/users/ada", """{"is_admin":false}""")).Status);

        var again = await ada.SendAsync("POST", "/api/v1/users", account, null, (Header, "key"));

        Assert.Equal(422, again.Status);
        Assert.DoesNotContain("activation_token", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F3_the_same_change_sent_sixteen_times_at_once_is_made_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync("POST", Secrets, NewSecret("db"), "key")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Equal(["db"], (await Api.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task F3_no_copy_of_a_secret_value_is_stored_for_remembered_changes()
    {
        var body = NewSecret("db", """{"a":"a-value-that-is-gone"}""");
        var made = await SendAsync("POST", Secrets, body, "key");
        await Api.DeleteAsync($"/api/v1/secrets/{made.Id}");

        var again = await SendAsync("POST", Secrets, body, "key");

        Assert.Equal(404, again.Status);
        Assert.DoesNotContain("a-value-that-is-gone", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F3_remembered_responses_are_encrypted()
    {
        const string token = "\"activation_token\":\"";
        var made = await SendAsync("POST", "/api/v1/users", """{"name":"ada-lovelace","is_admin":false}""", "key");
        var start = made.Text.IndexOf(token, StringComparison.Ordinal) + token.Length;
        var activation = made.Text[start..made.Text.IndexOf('"', start)];
        var rows = await RawDatabase.QueryAsync(Server.DatabasePath, "SELECT CAST(sealed AS BLOB) FROM idempotent_requests");

        Assert.True(activation.Length > 10);
        var stored = Assert.Single(rows);
        Assert.DoesNotContain(activation, Encoding.Latin1.GetString((byte[])stored), StringComparison.Ordinal);
        Assert.DoesNotContain("ada-lovelace", Encoding.Latin1.GetString((byte[])stored), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with a blank")]
    [InlineData(129)]
    public async Task An_invalid_idempotency_key_is_rejected_and_changes_nothing(object key)
    {
        var text = key as string ?? new string('k', (int)key);

        Assert.Equal(400, (await SendAsync("POST", Secrets, NewSecret("db"), text)).Status);
        Assert.Empty((await Api.GetAsync("/api/v1/secrets")).Names);
    }

    [Fact]
    public async Task Changes_without_a_key_are_not_remembered_and_neither_are_reads_and_logins()
    {
        var path = await CreateSecretAsync("db");
        await Api.SendAsync("GET", path, null, null, (Header, "key"));
        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
        using var login = new HttpRequestMessage(HttpMethod.Post, "/api/v1/login") { Content = form };
        login.Headers.Add(Header, "key");
        using var answer = await Server.Client.SendAsync(login, Token);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Empty(await RawDatabase.QueryAsync(Server.DatabasePath, "SELECT request_key FROM idempotent_requests"));
    }

    private Task<ApiAnswer> SendAsync(string method, string path, string? body, string key) =>
        Api.SendAsync(method, path, body, null, (Header, key));

    /// <summary>The number of audit records other than reads.</summary>
    private async Task<int> CountAuditAsync()
    {
        var counts = new List<int>();
        foreach (var query in new[] { "", "?action=read" })
        {
            counts.Add((await Api.GetAsync($"/api/v1/x/audit{query}")).Json.GetProperty("total").GetInt32());
        }

        return counts[0] - counts[1];
    }
}
