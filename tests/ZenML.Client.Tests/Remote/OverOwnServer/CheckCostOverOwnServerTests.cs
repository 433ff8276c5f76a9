using System.Diagnostics.Metrics;
using System.Globalization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests.Remote.OverOwnServer;

public sealed class CheckCostOverOwnServerTests : ClientTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task Any_number_of_references_is_checked_in_one_request()
    {
        for (var number = 0; number < 50; number++)
        {
            await Client.Secrets.CreateAsync($"s{number}", new() { ["k"] = "v" }, cancellationToken: Token);
        }

        await CountAsync(new ConfigurationMap());
        var alone = await CountAsync(new ConfigurationMap());
        var many = await CountAsync(new ConfigurationMap(Enumerable.Range(0, 50).Select(
            number => KeyValuePair.Create<string, ConfigurationValue>($"a{number}", $"{{{{s{number}.k}}}}"))));

        Assert.Equal(alone + 1, many);
    }

    /// <summary>The number of requests that a run with these settings sends.</summary>
    private async Task<int> CountAsync(ConfigurationMap settings)
    {
        var port = new Uri(Server!.Address).Port.ToString(CultureInfo.InvariantCulture);
        var count = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "server.port"
                    && string.Equals(
                        Convert.ToString(tag.Value, CultureInfo.InvariantCulture), port, StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref count);
                }
            }
        });
        listener.Start();
        await Client.DefinePipeline("p", settings, new PipelineOptions { Log = TextWriter.Null }).Step("s", _ => { }).RunAsync(Token);
        return count;
    }
}
