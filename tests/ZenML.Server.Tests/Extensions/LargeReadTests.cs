using ZenML.Core.Secrets;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Extensions;

/// <summary>Requests for more values than a response has.</summary>
public sealed class LargeReadTests
{
    [Fact]
    public async Task Values_of_more_than_16_MiB_are_not_in_one_response_and_the_error_names_the_limit()
    {
        const string secrets = "/api/v1/x/workspaces/default/secrets";
        await using var world = await TeamWorld.StartAsync();
        var value = new string('x', SecretLimits.MaximumBytes - 1);
        string[] names = [.. Enumerable.Range(10, 17).Select(number => $"large{number}")];
        foreach (var name in names)
        {
            Assert.Equal(200, (await world.PostSecretAsync(name, $$"""{"k":"{{value}}"}""")).Status);
        }

        var texts = string.Join(',', names.Select(name => $$"""{"text":"{{name}}"}"""));
        var answers = new[]
        {
            await world.Administrator.GetAsync($"{secrets}/values?size=1000"),
            await world.Administrator.PostAsync($"{secrets}/read", $$"""{"secrets":[{{texts}}]}"""),
        };

        Assert.All(answers, answer =>
        {
            Assert.Equal(400, answer.Status);
            Assert.Equal("TooLarge", answer.Headers.GetValues("X-ZenML-Error").Single());
            Assert.Contains("more than 16777216 bytes", answer.Text, StringComparison.Ordinal);
        });
        Assert.Equal(200, (await world.Administrator.GetAsync($"{secrets}/values?size=16")).Status);
    }
}
