using ZenML.Client.Settings;
using ZenML.Core;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;
using ZenML.TestKit;

namespace ZenML.Client.Tests.References;

public sealed class CheckCostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SecretValidationLevel.SecretExists)]
    [InlineData(SecretValidationLevel.SecretAndKeyExists)]
    public async Task Any_number_of_references_is_checked_at_once_without_reading_a_value(SecretValidationLevel level)
    {
        await using var store = await TemporaryStore.CreateAsync();
        using var folder = new TemporaryFolder();
        var spy = new SpyingDatabase(store.Store);
        var services = new ZenServices(store.Store.LocalCaller, store.PartsOf(spy));
        var options = new ZenClientOptions { ConfigPath = folder.Path, ValidationLevel = level };
        await using var client = new ZenClient(new ClientSession(new OpenConnection(services), new SettingsFile(options), options));
        for (var number = 0; number < 50; number++)
        {
            await client.Secrets.CreateAsync($"s{number}", new() { ["k"] = "v" }, SecretScope.User, Token);
        }

        var alone = await CountAsync(client, spy, new ConfigurationMap());
        var many = await CountAsync(client, spy, new ConfigurationMap(Enumerable.Range(0, 50).Select(
            number => KeyValuePair.Create<string, ConfigurationValue>($"a{number}", $"{{{{s{number}.k}}}}"))));

        Assert.Equal(alone + 1, many);
        Assert.Equal(0, spy.ValueReads);
        await client.Secrets.GetAsync("s0", cancellationToken: Token);
        Assert.Equal(1, spy.ValueReads);
    }

    private static async Task<int> CountAsync(ZenClient client, SpyingDatabase spy, ConfigurationMap settings)
    {
        var before = spy.Units;
        await client.DefinePipeline("p", settings, new PipelineOptions { Log = TextWriter.Null }).Step("s", _ => { }).RunAsync(Token);
        return spy.Units - before;
    }
}
