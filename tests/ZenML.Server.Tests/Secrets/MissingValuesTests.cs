using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Secrets;

/// <summary>Secrets whose values the store has lost, as after a partial restore.</summary>
public sealed class MissingValuesTests : WireTest
{
    [Fact]
    public async Task Reading_or_partly_changing_a_secret_that_lost_its_values_is_answered_404_and_changes_nothing()
    {
        var path = await CreateAndLoseAsync("lost");

        foreach (var answer in new[]
        {
            await Api.GetAsync(path), await Api.PutAsync(path + "?patch_values=true", """{"values":{"z":"9"}}"""),
            await Api.PutAsync(path + "?patch_values=true", """{"name":"renamed"}"""),
        })
        {
            Assert.Equal(404, answer.Status);
            Assert.Equal("KeyError", answer.Json.GetProperty("detail")[0].GetString());
            Assert.Contains("'lost'", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal("lost", (await Api.GetAsync("/api/v1/secrets")).Json.GetProperty("items")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task References_to_a_secret_that_lost_its_values_are_answered_404()
    {
        await CreateAndLoseAsync("lost");

        var answer = await Api.PostAsync(
            "/api/v1/x/references/resolve",
            $$"""{"workspace":"{{Workspace}}","references":[{"name":"lost","key":"a"}]}""");

        Assert.Equal(404, answer.Status);
        Assert.Contains("'lost'", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_lost_its_values_can_be_deleted()
    {
        var path = await CreateAndLoseAsync("lost");

        Assert.Equal(200, (await Api.DeleteAsync(path)).Status);
        Assert.Equal("[]", (await Api.GetAsync("/api/v1/secrets")).Json.GetProperty("items").GetRawText());
    }

    [Fact]
    public async Task All_values_of_a_secret_that_lost_them_can_be_replaced()
    {
        var path = await CreateAndLoseAsync("lost");

        Assert.Equal(200, (await Api.PutAsync(path, """{"values":{"new":"1"}}""")).Status);
        Assert.Equal("""{"new":"1"}""", await ValuesAsync(path));
    }

    private async Task<string> CreateAndLoseAsync(string name)
    {
        var path = await CreateSecretAsync(name);
        var id = new Id<Secret>(Guid.Parse(path.Split('/')[^1]));
        await Server.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.SecretValues.DeleteAsync(id, token);
                return id;
            },
            TestContext.Current.CancellationToken);
        return path;
    }
}
