using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Metrics_and_traces_contain_routes_and_store_operations_and_never_a_name_or_value_or_path_or_statement()
    {
        await using var collector = await Collector.StartAsync();
        var server = await RunningServer.StartAsync(clock: null, (SettingNames.TelemetryEndpoint, collector.Address));
        await using (server)
        {
            var api = await ApiClient.LoginAsync(server, "default", "default-pw");
            var workspace = (await api.GetAsync("/api/v1/workspaces/default?name=canary-query")).Id;
            var secret = await api.CreateAsync("/api/v1/workspaces/default/secrets",
                $$$"""
                {"name":"canary-name","scope":"workspace","values":{"canary-key":"canary-value"},
                "user":"{{{api.User}}}","workspace":"{{{workspace}}}"}
                """);
            await api.GetAsync($"/api/v1/secrets/{secret.Id}?hydrate=true");
            await api.GetAsync("/api/v1/secrets?name=canary-name");
            await api.GetAsync("/api/v1/workspaces/canary-path");
            await api.GetAsync("/canary-nowhere");
            await api.SendAsync("CANARY-METHOD", "/api/v1/secrets");
        }

        // What was measured is sent before the server has stopped.
        var received = collector.Received;
        Assert.Contains("/opentelemetry.proto.collector.trace.v1.TraceService/Export", received, StringComparison.Ordinal);
        Assert.Contains("GET /api/v1/secrets/{", received, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received, StringComparison.Ordinal);
        Assert.Contains("zenml.store.work.duration", received, StringComparison.Ordinal);
        Assert.Contains("zenml.store.statement.duration", received, StringComparison.Ordinal);
        Assert.Contains("zenml.server.waiting", received, StringComparison.Ordinal);
        Assert.Contains("zenml-server", received, StringComparison.Ordinal);
        Assert.Contains("sqlite", received, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", received, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SELECT", received, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT", received, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_of_a_request_are_traced_under_that_request_even_when_another_request_runs_them()
    {
        using var recorded = new RecordedActivities();
        await using var world = await TeamWorld.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => world.PostSecretAsync($"secret-{number}")));

        var activities = recorded.All;
        var writes = activities.Where(
            activity => activity is { DisplayName: "write" }
                && activity.Parent?.DisplayName.EndsWith("/secrets", StringComparison.Ordinal) == true).ToArray();
        Assert.True(writes.Length >= 8, $"Only {writes.Length} of 8 requests have a write of their own.");
        Assert.Equal(writes.Length, writes.Select(write => write.ParentSpanId).Distinct().Count());
        Assert.All(
            writes,
            write => Assert.Contains(
                activities, activity => activity.DisplayName == "statement" && activity.ParentSpanId == write.SpanId));
    }
}
