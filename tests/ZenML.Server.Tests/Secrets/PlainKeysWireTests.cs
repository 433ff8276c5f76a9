using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

/// <summary>Keys that are marked as not secret, as the REST API has them.</summary>
public sealed class PlainKeysWireTests : WireTest
{
    [Fact]
    public async Task Marks_are_fields_of_new_and_changed_secrets_and_of_answers_and_absent_for_none()
    {
        var path = await CreateSecretAsync("plain");
        var before = await Api.GetAsync(path);

        var marked = await Api.PutAsync(path + "?patch_values=true", """{"mark_plain":["a"]}""");
        var listed = await Api.GetAsync("/api/v1/x/secrets");
        var resolved = await Api.PostAsync(
            "/api/v1/x/references/resolve",
            $$"""{"workspace":"{{Workspace}}","references":[{"name":"plain","key":"a"}]}""");
        var none = await Api.PutAsync(path + "?patch_values=true", """{"mark_secret":["a"]}""");

        Assert.DoesNotContain("plain_keys", before.Text, StringComparison.Ordinal);
        Assert.Equal("""["a"]""", marked.Json.GetProperty("body").GetProperty("plain_keys").GetRawText());
        Assert.Equal(
            """["a"]""", listed.Json.GetProperty("items")[0].GetProperty("body").GetProperty("plain_keys").GetRawText());
        Assert.True(resolved.Json.GetProperty("references")[0].GetProperty("plain").GetBoolean());
        Assert.DoesNotContain("plain_keys", none.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"mark_plain":["nope"]}""")]
    [InlineData("""{"mark_secret":["nope"]}""")]
    [InlineData("""{"mark_plain":[1]}""")]
    [InlineData("""{"mark_plain":"a"}""")]
    [InlineData("""{"mark_plain":["a"],"mark_secret":["a"]}""")]
    public async Task A_mark_that_cannot_be_set_is_refused_and_changes_nothing(string body)
    {
        var path = await CreateSecretAsync("plain");
        var version = (await Api.GetAsync("/api/v1/x/secrets")).Json.GetProperty("items")[0].GetRawText();

        var answer = await Api.PutAsync(path + "?patch_values=true", body);

        Assert.InRange(answer.Status, 400, 422);
        Assert.Equal(version, (await Api.GetAsync("/api/v1/x/secrets")).Json.GetProperty("items")[0].GetRawText());
    }
}
