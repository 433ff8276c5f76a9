using System.Diagnostics;
using System.Net.Http.Headers;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.Walk;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Fuzz;

public sealed class FuzzTests
{
    private const string Canary = "canary-value-2b60";

    /// <summary>The number of requests, independent of the speed of the machine.</summary>
    private const int Enough = 1_500;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(20261123UL)]
    public async Task Malformed_requests_never_cause_an_internal_error_or_a_hang_or_a_value_in_the_log(ulong seed)
    {
        await using var server = await RunningServer.StartAsync(clock: null, (SettingNames.MaximumRequestBytes, "262144"));
        var world = await WalkWorld.CreateAsync(server);
        var token = new AuthenticationHeaderValue(
            "Bearer", await server.LoginAsync("default", "default-pw", TestContext.Current.CancellationToken));
        var ids = new[]
        {
            "default",
            "other",
            world.Fill("{shared workspace}"),
            world.Fill("{shared component}"),
            world.Fill("{shared stack}"),
            world.Fill("{shared flavor}"),
            world.Fill("{foreign secret}"),
            world.Fill("{me}"),
        };
        var generator = new RequestGenerator(seed, ids, Canary);
        var mistakes = new List<string>();
        var sent = 0;
        var statuses = new Dictionary<int, int>();
        for (var clock = Stopwatch.StartNew(); (clock.Elapsed < Budget || sent < Enough) && mistakes.Count < 20 && sent < 8_000;)
        {
            foreach (var endpoint in Endpoint.All)
            {
                using var request = generator.Next(endpoint.Method, endpoint.Path);

                // A logout would end the session that all other requests need.
                request.Headers.Authorization = endpoint.Path == "/api/v1/logout" ? new AuthenticationHeaderValue("Bearer", Canary) : token;

                // A server may close a connection whose request it did not read completely. The next request must not
                // be the one to notice that.
                request.Headers.ConnectionClose = true;
                sent++;
                if (await SendAsync(server.Client, request, statuses) is { } mistake)
                {
                    mistakes.Add($"request {sent}, {endpoint}: {mistake}");
                }
            }
        }

        Assert.True(mistakes.Count == 0, string.Join(Environment.NewLine, mistakes));

        // Requests that all fail authentication would prove nothing.
        foreach (var status in (int[])[200, 400, 404, 405, 413, 422])
        {
            Assert.True(statuses.GetValueOrDefault(status) > 0, $"No request was answered with {status}.");
        }

        TestContext.Current.SendDiagnosticMessage(
            string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} times {pair.Key}")));
        Assert.DoesNotContain(
            server.Log.Lines,
            line => line.Contains(Canary, StringComparison.Ordinal)
                || line.Contains(WalkWorld.CanaryValue, StringComparison.Ordinal));
        Assert.DoesNotContain(
            server.Log.Lines,
            line => line.StartsWith("Critical", StringComparison.Ordinal)
                || line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(200, (await world.Administrator.GetAsync("/health")).Status);
    }

    /// <returns>What is wrong with the answer; null if nothing is.</returns>
    private static async Task<string?> SendAsync(HttpClient client, HttpRequestMessage request, Dictionary<int, int> statuses)
    {
        var what =
            $"{request.Method} {request.RequestUri} {(request.Content is null ? "" : Start(await request.Content.ReadAsStringAsync()))}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Time);
        try
        {
            using var response = await client.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            statuses[(int)response.StatusCode] = statuses.GetValueOrDefault((int)response.StatusCode) + 1;
            return (int)response.StatusCode is 500 or > 501 ? $"{what}: {(int)response.StatusCode} {Start(text)}" : null;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return $"{what}: no answer";
        }
        catch (HttpRequestException exception) when (
            request.Content?.Headers.ContentLength > 256 * 1024 && exception.InnerException is IOException)
        {
            // A server may disconnect while a client is still sending a body over the limit.
            return null;
        }
        catch (HttpRequestException exception)
        {
            return $"{what}: {exception.Message} {exception.InnerException?.Message}";
        }
    }

    private static string Start(string text) => text.Length > 300 ? text[..300] : text;
}
