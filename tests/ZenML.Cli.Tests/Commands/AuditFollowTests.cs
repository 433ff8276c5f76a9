using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>zenml audit export</c> to a collector that also misbehaves.</summary>
public sealed class AuditFollowTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_collector_gets_every_record_even_if_it_is_busy_at_first()
    {
        await host.RunAsync("secret", "create", "db", "--k=v");
        using var collector = new FakeCollector(busyAnswers: 2);

        var run = await host.RunAsync("audit", "export", collector.Address, "--format", "otlp");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3, collector.Requests.Count);
        Assert.All(collector.Requests, request => Assert.Equal("/v1/logs", request.Path));
        var sent = JsonNode.Parse(collector.Requests.Last().Body)!;
        Assert.NotEmpty(sent["resourceLogs"]![0]!["scopeLogs"]![0]!["logRecords"]!.AsArray());
    }

    [Fact]
    public async Task A_collector_that_rejects_the_records_is_an_error_with_its_status()
    {
        await host.RunAsync("secret", "create", "db", "--k=v");
        using var collector = new FakeCollector(busyAnswers: 0) { Status = HttpStatusCode.BadRequest };

        var run = await host.RunAsync("audit", "export", collector.Address, "--format", "otlp");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("status 400", run.Error, StringComparison.Ordinal);
    }

    private sealed class FakeCollector : IDisposable
    {
        private readonly HttpListener listener = new();

        private readonly Task serving;

        private int busy;

        public FakeCollector(int busyAnswers)
        {
            busy = busyAnswers;
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            }

            listener.Prefixes.Add($"{Address}/");
            listener.Start();
            serving = Task.Run(ServeAsync);
        }

        public string Address { get; }

        public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

        public ConcurrentQueue<(string Path, string Body)> Requests { get; } = [];

        public void Dispose()
        {
            listener.Close();
            serving.GetAwaiter().GetResult();
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var reader = new StreamReader(context.Request.InputStream);
                Requests.Enqueue((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                context.Response.StatusCode = (int)(busy-- > 0 ? HttpStatusCode.ServiceUnavailable : Status);
                context.Response.Close();
            }
        }
    }
}
