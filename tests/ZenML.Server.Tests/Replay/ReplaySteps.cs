using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Replay;

/// <summary>The steps between recorded exchanges that bring our server to the state in which the recorded one was.</summary>
internal sealed class ReplaySteps(
    RunningServer server, SettableClock clock, Correspondence correspondence, Dictionary<string, string> tokens)
{
    /// <summary>Does a step: <c>login USER PASSWORD</c>, <c>request USER METHOD PATH [BODY]</c> with recorded ids and a
    /// body without blanks, which may end in <c>is ID</c> (of a page, the id of its first item), <c>learn PATH ID</c> for a resource
    /// that the server has from its start, <c>delete-secret NAME</c>, or <c>first-cached-run</c>.</summary>
    public async Task DoAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        switch (words[0])
        {
            case "login":
                tokens[words[1]] = await server.LoginAsync(words[1], ReplayedPasswords.Lengthen(words[2]), cancellationToken);
                break;
            case "request":
                await SendAsync(words, cancellationToken);
                break;
            case "learn":
                var seen = (await new ApiClient(server.Client, tokens["default"]).GetAsync(words[1])).Json;
                var one = seen.TryGetProperty("items", out var items) ? items[0] : seen;
                Assert.True(correspondence.Learn(Guid.Parse(words[2]), one.GetProperty("id").GetGuid()));
                break;
            case "delete-secret":
                var api = new ApiClient(server.Client, tokens["default"]);
                var found = (await api.GetAsync("/api/v1/secrets?name=" + words[1])).Json.GetProperty("items");
                Assert.Equal(200, (await api.DeleteAsync("/api/v1/secrets/" + found[0].GetProperty("id"))).Status);
                break;
            case "first-cached-run":
                await new UnrecordedRun(server, clock, correspondence, tokens["default"]).MakeAsync();
                break;
            default:
                throw new InvalidOperationException($"Timeline.txt has an unknown step: {words[0]}.");
        }
    }

    private async Task SendAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var halves = words[3].Split('?', 2);
        using var request = new HttpRequestMessage(
            new HttpMethod(words[2]),
            correspondence.TranslatePath(halves[0]) + (halves.Length > 1 ? "?" + halves[1] : ""));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[words[1]]);
        if (words.Count > 4 && words[4] != "is")
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                correspondence.Write(writer, JsonDocument.Parse(words[4]).RootElement);
            }

            request.Content = new StringContent(Encoding.UTF8.GetString(stream.ToArray()));
        }

        using var response = await server.Client.SendAsync(request, cancellationToken);
        Assert.True(
            response.IsSuccessStatusCode,
            $"{string.Join(' ', words)}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        if (words[^2] == "is")
        {
            var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement;
            answer = answer.TryGetProperty("items", out var items) ? items[0] : answer;
            Assert.True(correspondence.Learn(Guid.Parse(words[^1]), answer.GetProperty("id").GetGuid()));
        }
    }
}
