using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Wire;

public sealed class LoginWireTests : WireTest
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("grant_type=password&username=default&password=default-pw")]
    [InlineData("username=default&password=default-pw")]
    public async Task A_password_login_returns_a_token(string form)
    {
        var answer = await Api.SendAsync("POST", "/api/v1/login", form, Form);

        Assert.Equal(200, answer.Status);
        Assert.Equal("bearer", answer.Json.GetProperty("token_type").GetString());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("refresh_token").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("scope").ValueKind);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("zenml-server-", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("username=default&password=wrong", 401)]
    [InlineData("username=nobody&password=default-pw", 401)]
    [InlineData("password=ZENKEY_abc", 401)]
    [InlineData("grant_type=password&password=default-pw", 400)]
    [InlineData("grant_type=foo&username=default&password=default-pw", 400)]
    [InlineData("grant_type=zenml-external", 400)]
    [InlineData("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code", 400)]
    [InlineData("", 400)]
    public async Task A_login_with_wrong_credentials_is_rejected(string form, int status)
    {
        var answer = await Api.SendAsync("POST", "/api/v1/login", form, Form);

        Assert.Equal(status, answer.Status);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var detail = answer.Json.GetProperty("detail");
        Assert.Equal(
            status == 401 ? "AuthorizationException" : null,
            detail.ValueKind == JsonValueKind.Array ? detail[0].GetString() : null);
    }

    [Fact]
    public async Task The_response_to_a_failed_login_does_not_reveal_whether_the_user_exists()
    {
        var wrong = await Api.SendAsync("POST", "/api/v1/login", "username=default&password=wrong", Form);
        var unknown = await Api.SendAsync("POST", "/api/v1/login", "username=nobody&password=wrong", Form);

        Assert.Equal(wrong.Text, unknown.Text);
    }

    [Fact]
    public async Task An_API_key_login_returns_a_token_of_its_service_account()
    {
        var account = (await Api.CreateAsync("/api/v1/service_accounts", """{"name":"robot","active":true}""")).Id;
        var key = (await Api.CreateAsync($"/api/v1/service_accounts/{account}/api_keys", """{"name":"key"}"""))
            .Json.GetProperty("body").GetProperty("key").GetString()!;

        var login = await Api.SendAsync("POST", "/api/v1/login", $"grant_type=zenml-api-key&password={Uri.EscapeDataString(key)}", Form);
        var robot = new ApiClient(Server.Client, login.Json.GetProperty("access_token").GetString());

        Assert.StartsWith("ZENKEY_", key, StringComparison.Ordinal);
        var body = (await robot.GetAsync("/api/v1/current-user")).Json;
        Assert.Equal("robot", body.GetProperty("name").GetString());
        Assert.True(body.GetProperty("body").GetProperty("is_service_account").GetBoolean());
        Assert.DoesNotContain(
            key[7..],
            (await Api.GetAsync($"/api/v1/service_accounts/{account}/api_keys?hydrate=true")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_starts_from_the_server_info()
    {
        var anyone = new ApiClient(Server.Client, token: null);

        Assert.Equal("\"OK\"", (await anyone.GetAsync("/health")).Text);
        Assert.Equal("\"0.58.0\"", (await anyone.GetAsync("/api/v1/version")).Text);
        var info = (await anyone.GetAsync("/api/v1/info")).Json;
        Assert.Equal("0.58.0", info.GetProperty("version").GetString());
        Assert.Equal("OAUTH2_PASSWORD_BEARER", info.GetProperty("auth_scheme").GetString());
        Assert.Equal("sql", info.GetProperty("secrets_store_type").GetString());
        Assert.True(info.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_connecting_client_finds_the_default_stack()
    {
        var stacks = (await Api.GetAsync($"/api/v1/stacks?name=default&workspace_id={Workspace}&hydrate=True")).Json.GetProperty("items");

        var components = Assert.Single(stacks.EnumerateArray()).GetProperty("metadata").GetProperty("components");
        Assert.Equal("local", components.GetProperty("orchestrator")[0].GetProperty("body").GetProperty("flavor").GetString());
        Assert.Equal("local", components.GetProperty("artifact_store")[0].GetProperty("body").GetProperty("flavor").GetString());
    }
}
