using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Wire;

/// <summary>The five shapes of an error, as the Python client reads them.</summary>
public sealed class ErrorShapesTests : WireTest
{
    [Theory]
    [InlineData("GET", "/api/v1/secrets/00000000-0000-4000-8000-000000000000", null, 404, "KeyError")]
    [InlineData("GET", "/api/v1/workspaces/nope", null, 404, "KeyError")]
    [InlineData("GET", "/api/v1/secrets?page=2", null, 400, "ValueError")]
    [InlineData("POST", "/api/v1/workspaces", """{"name":"default"}""", 409, "EntityExistsError")]
    [InlineData("DELETE", "/api/v1/workspaces/default", null, 403, "IllegalOperationError")]
    [InlineData("PUT", "/api/v1/secrets_operations/backup", null, 501, "NotImplementedError")]
    public async Task A_failed_request_names_the_class_of_its_exception(
        string method, string path, string? body, int status, string errorClass)
    {
        var answer = await Api.SendAsync(method, path, body);

        Assert.Equal((status, errorClass), (answer.Status, answer.ErrorClass));
        Assert.Equal(2, answer.Json.GetProperty("detail").GetArrayLength());
        Assert.Equal(["detail"], answer.Json.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nope", 404)]
    [InlineData("POST", "/api/v1/nope", 405)]
    [InlineData("GET", "/api/v1/secrets/", 404)]
    [InlineData("PUT", "/api/v1/secrets_operations/backup/", 405)]
    [InlineData("POST", "/api/v1/secrets", 405)]
    [InlineData("GET", "/api/v1/workspaces/default/secrets", 404)]
    [InlineData("PATCH", "/api/v1/secrets/00000000-0000-4000-8000-000000000000", 405)]
    public async Task A_request_for_an_unknown_path_gets_a_plain_text(string method, string path, int status)
    {
        var answer = await Api.SendAsync(method, path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(JsonValueKind.String, answer.Json.GetProperty("detail").ValueKind);
    }

    [Theory]
    [InlineData("GET", "/api/v1/secrets/alpha", null)]
    [InlineData("GET", "/api/v1/secrets?page=0", null)]
    [InlineData("GET", "/api/v1/secrets?size=10001", null)]
    [InlineData("GET", "/api/v1/secrets?size=many", null)]
    [InlineData("GET", "/api/v1/secrets?hydrate=maybe", null)]
    [InlineData("GET", "/api/v1/secrets?logical_operator=AND", null)]
    [InlineData("GET", "/api/v1/secrets?scope_workspace=default", null)]
    [InlineData("POST", "/api/v1/workspaces", "{}")]
    [InlineData("POST", "/api/v1/workspaces", "")]
    [InlineData("POST", "/api/v1/workspaces", "{bad json")]
    [InlineData("POST", "/api/v1/workspaces", "[]")]
    [InlineData("POST", "/api/v1/workspaces", """{"name":{"a":1}}""")]
    [InlineData("POST", "/api/v1/users", """{"name":"u","is_admin":false,"unknown":1}""")]
    public async Task A_value_of_the_wrong_type_is_answered_with_a_bare_list(string method, string path, string? body)
    {
        var answer = await Api.SendAsync(method, path, body);

        Assert.Equal(422, answer.Status);
        Assert.Equal(2, answer.Json.GetArrayLength());
        Assert.Equal("ValueError", answer.Json[0].GetString());
        Assert.Contains("\n", answer.Json[1].GetString());
    }

    [Theory]
    [InlineData("name=gt:a", "query,__root__,operation")]
    [InlineData("id=nope", "query,__root__")]
    [InlineData("id=", "query,__root__")]
    [InlineData("created=gt:1700000000", "query,__root__")]
    [InlineData("sort_by=nope", "query,sort_by")]
    [InlineData("sort_by=", "query,sort_by")]
    [InlineData("sort_by=name:desc", "query,sort_by")]
    [InlineData("sort_by=size", "query,sort_by")]
    public async Task An_invalid_filter_is_located_in_the_error(string query, string location)
    {
        var answer = await Api.GetAsync("/api/v1/secrets?" + query);

        Assert.Equal(422, answer.Status);
        var detail = Assert.Single(answer.Json.GetProperty("detail").EnumerateArray());
        Assert.Equal(location, string.Join(',', detail.GetProperty("loc").EnumerateArray()));
        Assert.Equal("value_error", detail.GetProperty("type").GetString());
        Assert.NotEqual("", detail.GetProperty("msg").GetString());
    }

    [Fact]
    public async Task A_device_grant_fails_with_OAuth_errors()
    {
        var answer = await Api.SendAsync("POST", "/api/v1/login",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                + "&client_id=0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a&device_code=x",
            "application/x-www-form-urlencoded");

        Assert.Equal(400, answer.Status);
        Assert.Equal("invalid_client", answer.Json.GetProperty("error").GetString());
        Assert.Equal(JsonValueKind.String, answer.Json.GetProperty("error_description").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("error_uri").ValueKind);
    }
}
