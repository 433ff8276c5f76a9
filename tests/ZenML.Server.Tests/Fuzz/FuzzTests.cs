using System.Diagnostics;
using System.Net.Http.Headers;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.Walk;

namespace ZenML.Server.Tests.Fuzz;

public sealed class FuzzTests
{
    private const string Canary = "canary-value-2b60";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(20261123UL)]
    public async Task Bad_requests_never_end_in_an_internal_error_a_hang_or_a_value_in_the_log(ulong seed)
    {
        await using var server = await RunningServer.StartAsync();
        var world = await WalkWorld.CreateAsync(server);
        var token = new AuthenticationHeaderValue("Bearer", await server.LoginAsync("default", "pw", TestContext.Current.CancellationToken));
        var ids = new[] { "default", "other", world.Fill("{shared workspace}"), world.Fill("{shared component}"), world.Fill("{shared stack}"), world.Fill("{shared flavor}"), world.Fill("{foreign secret}"), world.Fill("{me}") };
        var generator = new RequestGenerator(seed, ids, Canary);
        var mistakes = new List<string>();
        var sent = 0;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Budget && mistakes.Count < 20 && sent < 6_000;)
        {
            foreach (var endpoint in Endpoint.All)
            {
                using var request = generator.Next(endpoint.Method, endpoint.Path);
                request.Headers.Authorization = token;
                sent++;
                if (await SendAsync(server.Client, request) is { } mistake)
                {
                    mistakes.Add($"request {sent}, {endpoint}: {mistake}");
                }
            }
        }

        Assert.Empty(mistakes);
        Assert.True(sent >= 500, $"Only {sent} requests were sent.");
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(Canary, StringComparison.Ordinal) || line.Contains(WalkWorld.CanaryValue, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(200, (await world.Administrator.GetAsync("/health")).Status);
    }

    /// <returns>What is wrong with the answer; null if nothing is.</returns>
    private static async Task<string?> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        var what = $"{request.Method} {request.RequestUri} {(request.Content is null ? "" : Start(await request.Content.ReadAsStringAsync()))}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using var response = await client.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            return (int)response.StatusCode is 500 or > 501 ? $"{what}: {(int)response.StatusCode} {Start(text)}" : null;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return $"{what}: no answer within {Longest.TotalSeconds} seconds";
        }
        catch (HttpRequestException exception) when (request.Content?.Headers.ContentLength > 1024 * 1024)
        {
            // A server may hang up on a body that is over its limit while the client is still sending.
            return exception.InnerException is IOException ? null : $"{what}: {exception.Message}";
        }
        catch (HttpRequestException exception)
        {
            return $"{what}: {exception.Message}";
        }
    }

    private static string Start(string text) => text.Length > 300 ? text[..300] : text;
}
