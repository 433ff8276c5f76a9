using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Sends the requests of <c>Changes.txt</c> one after the other, as the administrator.</summary>
internal sealed partial class ChangingRequests
{
    private readonly ApiClient administrator;
    private readonly Dictionary<string, string> names = [];

    private ChangingRequests(ApiClient administrator)
    {
        this.administrator = administrator;
        names["me"] = administrator.User.ToString();
        names["second version"] = "2";
    }

    /// <summary>What a server needs so that all of them succeed: an identity provider, which none of them asks.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings { get; } =
        [(SingleSignOnSettings.Issuer, "https://login.example.com"), (SingleSignOnSettings.ClientId, "zenml")];

    public static async Task<ChangingRequests> StartAsync(RunningServer server) =>
        new(await ApiClient.LoginAsync(server, "default", "default-pw"));

    /// <summary>Sends a request and stores the ids in its response.</summary>
    public async Task<ApiAnswer> SendAsync(ChangingRequest request)
    {
        var body = request.Body is null ? null : Fill(request.Body);
        var contentType = body is null or ['{', ..] ? null : "application/x-www-form-urlencoded";
        var answer = await administrator.SendAsync(request.Method, Fill(request.Path), body, contentType);
        if (answer.Status == 200 && request.Name.Length > 0)
        {
            Remember(request.Name, answer.Json);
        }

        return answer;
    }

    private string Fill(string text) =>
        names.Aggregate(text, (filled, name) => filled.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));

    private void Remember(string name, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.String)
        {
            // A token that was issued for a program.
            names[name] = new JsonWebToken(answer.GetString()).Id;
            return;
        }

        // Of a run that is found or made, the answer is an array.
        var resource = answer.ValueKind == JsonValueKind.Array ? answer[0] : answer;
        foreach (var part in resource.TryGetProperty("body", out var body) ? [resource, body] : new[] { resource })
        {
            foreach (var text in part.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String))
            {
                names[$"{name}.{text.Name}"] = text.Value.GetString()!;
            }
        }

        names[name] = names.GetValueOrDefault($"{name}.id") ?? DeviceId().Match(names[$"{name}.verification_uri_complete"]).Value;
    }

    [GeneratedRegex("(?<=device_id=)[^&]+")]
    private static partial Regex DeviceId();
}
