using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Wire;

public sealed class SecretsWireTests : WireTest
{
    [Fact]
    public async Task A_new_secret_is_returned_in_full_in_the_common_envelope()
    {
        var answer = await Api.PostAsync($"/api/v1/workspaces/{Workspace}/secrets", NewSecret("alpha"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(["body", "id", "metadata", "name", "permission_denied", "resources"], Keys(answer.Json));
        Assert.Equal(["created", "scope", "updated", "user", "values"], Keys(answer.Json.GetProperty("body")));
        Assert.Equal("""{"a":"1","b":"2"}""", answer.Json.GetProperty("body").GetProperty("values").GetRawText());
        Assert.Equal("default", answer.Json.GetProperty("metadata").GetProperty("workspace").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("metadata").GetProperty("workspace").GetProperty("metadata").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$", answer.Json.GetProperty("body").GetProperty("created").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    public async Task A_body_is_parsed_as_JSON_whatever_its_content_type_says(string? contentType)
    {
        var answer = await Api.SendAsync("POST", $"/api/v1/workspaces/{Workspace}/secrets", NewSecret("alpha"), contentType);

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("hydrate=true", false)]
    [InlineData("hydrate=False", true)]
    public async Task A_single_secret_contains_its_values_with_or_without_hydration(string query, bool metadataIsNull)
    {
        var path = await CreateSecretAsync("alpha");

        var answer = await Api.GetAsync($"{path}?{query}");

        Assert.Equal("1", answer.Json.GetProperty("body").GetProperty("values").GetProperty("a").GetString());
        Assert.Equal(metadataIsNull, answer.Json.GetProperty("metadata").ValueKind == JsonValueKind.Null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?hydrate=True")]
    public async Task A_list_has_no_values(string query)
    {
        await CreateSecretAsync("alpha");

        var item = (await Api.GetAsync("/api/v1/secrets" + query)).Json.GetProperty("items")[0];

        Assert.Equal("{}", item.GetProperty("body").GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData("?patch_values=true", """{"values":{"b":"3","c":"4"}}""", """{"a":"1","b":"3","c":"4"}""")]
    [InlineData("?patch_values=True", """{"values":{"a":null,"zzz":null}}""", """{"b":"2"}""")]
    [InlineData("?patch_values=true", """{"name":"renamed"}""", """{"a":"1","b":"2"}""")]
    [InlineData("?patch_values=true", """{"values":{"b":"22","d":"4","a":null,"never":null}}""", """{"b":"22","d":"4"}""")]
    [InlineData("?patch_values=true", """{"values":null}""", """{"a":"1","b":"2"}""")]
    [InlineData("?patch_values=true", """{"values":null,"name":null,"scope":null}""", """{"a":"1","b":"2"}""")]
    [InlineData("?patch_values=true", "{}", """{"a":"1","b":"2"}""")]
    [InlineData("", """{"values":{"c":"4","d":null}}""", """{"c":"4"}""")]
    [InlineData("", """{"values":null}""", """{"a":"1","b":"2"}""")]
    [InlineData("?patch_values=false", """{"name":"renamed"}""", "{}")]
    public async Task An_update_patches_or_replaces_and_treats_absent_and_null_differently(string query, string body, string expected)
    {
        var path = await CreateSecretAsync("alpha");

        var answer = await Api.PutAsync(path + query, body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, answer.Json.GetProperty("body").GetProperty("values").GetRawText());
        Assert.Equal(expected, await ValuesAsync(path));
    }

    [Theory]
    [InlineData("""{"name":null,"scope":null}""")]
    [InlineData("""{"user":"00000000-0000-4000-8000-000000000000","workspace":"00000000-0000-4000-8000-000000000000","id":1,"what":[]}""")]
    public async Task An_update_ignores_null_and_unknown_fields(string body)
    {
        var path = await CreateSecretAsync("alpha");

        var answer = await Api.PutAsync(path + "?patch_values=true", body);

        Assert.Equal(200, answer.Status);
        Assert.Equal("alpha", answer.Json.GetProperty("name").GetString());
        Assert.Equal("workspace", answer.Json.GetProperty("body").GetProperty("scope").GetString());
        Assert.Equal("default", answer.Json.GetProperty("body").GetProperty("user").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_deletion_returns_the_literal_null()
    {
        var path = await CreateSecretAsync("alpha");

        var answer = await Api.DeleteAsync(path);

        Assert.Equal((200, "null", "application/json"), (answer.Status, answer.Text, answer.ContentType));
        Assert.Equal(404, (await Api.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Number_and_boolean_values_become_the_text_that_Python_writes()
    {
        var path = await CreateSecretAsync("alpha", """{"number":1,"fraction":1.5,"yes":true,"no":false,"none":null}""");

        Assert.Equal("""{"fraction":"1.5","no":"False","number":"1","yes":"True"}""", Sorted(await ValuesAsync(path)));
    }

    [Fact]
    public async Task A_secret_cannot_be_created_for_another_user_or_in_another_workspace()
    {
        var others = NewSecret("alpha").Replace(Api.User.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal);
        var elsewhere = NewSecret("alpha").Replace(Workspace, Guid.NewGuid().ToString(), StringComparison.Ordinal);

        foreach (var body in (string[])[others, elsewhere])
        {
            var answer = await Api.PostAsync($"/api/v1/workspaces/{Workspace}/secrets", body);

            Assert.Equal((403, "IllegalOperationError"), (answer.Status, answer.ErrorClass));
        }
    }

    [Fact]
    public async Task An_id_can_be_written_in_upper_case_or_without_dashes()
    {
        var path = await CreateSecretAsync("alpha");
        var id = path[(path.LastIndexOf('/') + 1)..];

        Assert.Equal(200, (await Api.GetAsync("/api/v1/secrets/" + id.Replace("-", "", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await Api.GetAsync("/api/v1/secrets/" + id.ToUpperInvariant())).Status);
    }

    private static List<string> Keys(JsonElement json) =>
        [.. json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static string Sorted(string json) => "{"
        + string.Join(
            ',',
            JsonDocument.Parse(json).RootElement.EnumerateObject()
                .OrderBy(property => property.Name, StringComparer.Ordinal).Select(property => property.ToString()))
        + "}";
}
