using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Hashicorp;

/// <summary>
/// The loopback server answers what was recorded from the real Vault with the same status and shape, as far as a driver needs it.
/// </summary>
public sealed partial class HashicorpRecordingTests
{
    private const string Missing = "The recorded exchanges are not part of this repository; without shared/stores beside it there is "
        + "nothing to compare with.";

    // What no driver of ours sends, or what HTTP clients of .NET change on the way.
    private static readonly string[] LeftOut =
    [
        "by HEAD", "HEAD after", "HEAD is not known", "with an unusable code", "a code of one's own", "all mounts",
        "seal status", "leader of", "initialised or not", "tune of the mount", "KV version 1", "version 1 engine", "upgrade",
        "disable", "from a disabled mount", "bad duration", "bad max_versions", "delete themselves", "write one",
        "read it at once", "after 1.3 s", "double slash", "dot segment", "dot dot segment", "encoded dot dot",
        "leading slash", "with NUL", "newline: ", "with tab", "with DEL", "no-break space", "broken UTF-8",
        "bad percent escape", "100,000 characters", "malformed JSON", "something after it", "byte order mark",
        "invalid UTF-8", "lone surrogate", "read it", "duplicate keys", "read them", "seal-status", "method not known",
        "the root", "one use", "use of it", "batch", "use it", "look it up", "for one use", "secret ids for", "live 1 s",
        "other addresses", "custom_metadata", "custom metadata", "values that are not strings", "a rate limit",
        "remove the limit", "not limited", "periodic", "wrapped", "wrapping",
        "audit", "in that state",
    ];

    [Fact]
    public async Task Recorded_requests_get_the_status_and_the_shape_of_the_recorded_answers()
    {
        var file = FindFile();
        Assert.SkipWhen(file is null, Missing);
        var clock = new MovableClock();
        await using var vault = await LoopbackVault.StartAsync(clock);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = vault.Address };
        var bound = new Dictionary<string, string> { ["{token:root}"] = LoopbackVault.RootToken };
        var (compared, differences) = (0, new List<string>());
        foreach (var (number, line) in File.ReadLines(file).Index())
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var step = root.GetProperty("step").GetString()!;
            if (IsLeftOut(root, step))
            {
                continue;
            }

            if (step.Contains("expired", StringComparison.Ordinal))
            {
                clock.Move(TimeSpan.FromSeconds(2));
            }

            if (step == "a request beyond the limit")
            {
                vault.Faults.Next(Fault.Throttle);
            }

            using var request = ToRequest(root.GetProperty("request"), bound);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            compared++;
            differences.AddRange(Compare(root.GetProperty("response"), response.StatusCode, text, bound)
                .Select(difference => $"line {number + 1}, {step}: {difference}"));
        }

        Assert.Equal("", string.Join('\n', differences));
        Assert.True(compared > 150, $"Only {compared} lines were compared.");
    }

    [Fact]
    public async Task A_sealed_Vault_answers_as_the_recorded_one()
    {
        var file = FindFile();
        Assert.SkipWhen(file is null, Missing);
        await using var vault = await LoopbackVault.StartAsync();
        vault.IsSealed = true;
        using var client = new HttpClient { BaseAddress = vault.Address };
        var compared = 0;
        foreach (var line in File.ReadLines(file).Where(line => line.Contains("Vault is sealed", StringComparison.Ordinal)))
        {
            using var document = JsonDocument.Parse(line);
            using var request = ToRequest(document.RootElement.GetProperty("request"), []);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(
                """{"errors":["Vault is sealed"]}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            compared++;
        }

        Assert.True(compared >= 8);
    }

    private static bool IsLeftOut(JsonElement line, string step)
    {
        var path = line.GetProperty("request").GetProperty("path").GetString()!;
        return line.TryGetProperty("server", out _)
            || LeftOut.Any(part => step.Contains(part, StringComparison.Ordinal))
            || path.Contains("/kv1", StringComparison.Ordinal)
            || OtherRoles().IsMatch(line.GetProperty("request").GetRawText())
            || !(path.StartsWith("/v1/zenml", StringComparison.Ordinal) || Other().IsMatch(path));
    }

    private static HttpRequestMessage ToRequest(JsonElement recorded, Dictionary<string, string> bound)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(recorded.GetProperty("method").GetString()!), Fill(recorded.GetProperty("path").GetString()!, bound));
        var body = recorded.GetProperty("body");
        if (body.ValueKind != JsonValueKind.Null)
        {
            var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
            request.Content = new StringContent(Fill(text, bound), Encoding.UTF8, "application/json");
        }

        foreach (var header in recorded.GetProperty("headers").EnumerateObject()
            .Where(header => header.Name is not ("Content-Type" or "Transfer-Encoding")))
        {
            request.Headers.TryAddWithoutValidation(header.Name, Fill(header.Value.GetString()!, bound));
        }

        return request;
    }

    private static string Fill(string text, Dictionary<string, string> bound) => Repeated().Replace(
        bound.Aggregate(text, (filled, pair) => filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal)),
        match => string.Concat(Enumerable.Repeat(match.Groups["what"].Value, int.Parse(match.Groups["times"].Value))));

    private static IEnumerable<string> Compare(JsonElement recorded, HttpStatusCode status, string text, Dictionary<string, string> bound)
    {
        if (recorded.GetProperty("status").GetInt32() != (int)status)
        {
            yield return $"status {(int)status}, not {recorded.GetProperty("status").GetInt32()}: {text}";
            yield break;
        }

        var body = recorded.GetProperty("body");
        if (body.ValueKind == JsonValueKind.Object)
        {
            using var document = JsonDocument.Parse(text);
            foreach (var difference in CompareShape("", body, document.RootElement, bound))
            {
                yield return difference;
            }
        }
    }

    private static string[] CompareShape(string place, JsonElement recorded, JsonElement given, Dictionary<string, string> bound)
    {
        if (recorded.ValueKind == JsonValueKind.String && given.ValueKind == JsonValueKind.String
            && Placeholder().IsMatch(recorded.GetString()!))
        {
            bound[recorded.GetString()!] = given.GetString()!;
        }

        if (place is ".auth.metadata" or ".warnings")
        {
            // Notes for people.
            return [];
        }

        if (KindOf(recorded) != KindOf(given))
        {
            return [$"{place} is {given.ValueKind}, not {recorded.ValueKind}"];
        }

        if (recorded.ValueKind == JsonValueKind.Array)
        {
            return (recorded.GetArrayLength() == 0) == (given.GetArrayLength() == 0) ? [] : [$"{place} has {given.GetArrayLength()} items"];
        }

        return recorded.ValueKind == JsonValueKind.Object
            ? recorded.EnumerateObject().SelectMany(field => given.TryGetProperty(field.Name, out var found)
                ? CompareShape($"{place}.{field.Name}", field.Value, found, bound)
                : [$"{place}.{field.Name} is missing"]).ToArray()
            : [];
    }

    private static JsonValueKind KindOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;

    private static string? FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "stores", "hashicorp.jsonl");
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\{[a-z_]+(:[^}]*)?\}$")]
    private static partial Regex Placeholder();

    /// <summary>Roles of AppRole whose secret ids are for one use, for a second or for other addresses.</summary>
    [GeneratedRegex("[/:](single|short|far)[/}\"]")]
    private static partial Regex OtherRoles();

    [GeneratedRegex(@"\{(?<times>\d+)×(?<what>[^}]*)\}")]
    private static partial Regex Repeated();

    [GeneratedRegex(
        @"^/v1/(empty/|casreq/|nomount/|sys/health$|sys/mounts/(zenml|empty|casreq|odd)|sys/internal/|sys/policies/|sys/capabilities"
            + @"|auth/token/|(sys/)?auth/approle)")]
    private static partial Regex Other();
}
