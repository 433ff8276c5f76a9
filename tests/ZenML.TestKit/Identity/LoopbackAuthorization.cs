using Microsoft.AspNetCore.Http;

namespace ZenML.TestKit.Identity;

/// <summary>The pages of a <see cref="LoopbackProvider"/>: the login for a code, and the approval of a device.</summary>
internal sealed class LoopbackAuthorization(LoopbackProvider provider)
{
    private static readonly string[] Remembered =
        ["response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method"];

    /// <summary>Shows the login page, or answers what was typed there.</summary>
    public async Task AuthorizeAsync(HttpContext http)
    {
        var fields = await ReadAsync(http.Request);
        if (fields.GetValueOrDefault("client_id") != provider.ClientId)
        {
            await http.Response.SendPageAsync(LoopbackPages.Text("Unknown client."), 400);
            return;
        }

        if (fields.GetValueOrDefault("redirect_uri") is not { } redirect || !IsRegistered(redirect))
        {
            await http.Response.SendPageAsync(LoopbackPages.Text("This redirect address is not registered."), 400);
            return;
        }

        if (FindProblem(fields) is { } problem)
        {
            await SendBackAsync(http, redirect, fields, ("error", "invalid_request"), ("error_description", problem));
            return;
        }

        if (HttpMethods.IsGet(http.Request.Method))
        {
            await ShowAsync(http, LoopbackProvider.AuthorizePath, fields, Remembered, null);
        }
        else if (fields.GetValueOrDefault("decision") == "deny")
        {
            await SendBackAsync(http, redirect, fields, ("error", "access_denied"), ("error_description", "The person cancelled."));
        }
        else if (provider.FindPerson(fields.GetValueOrDefault("username"), fields.GetValueOrDefault("password")) is { } person)
        {
            var code = LoopbackProvider.NewCode();
            provider.Grants[code] = new LoopbackGrant
            {
                Person = person,
                RedirectUri = redirect,
                Challenge = fields["code_challenge"],
                Nonce = fields.GetValueOrDefault("nonce"),
                Expires = provider.Clock.GetUtcNow().AddMinutes(1),
            };
            await SendBackAsync(http, redirect, fields, ("code", code));
        }
        else
        {
            await ShowAsync(http, LoopbackProvider.AuthorizePath, fields, Remembered, "User name or password is wrong.");
        }
    }

    /// <summary>Shows the page for devices, or answers what was typed there.</summary>
    public async Task ApproveDeviceAsync(HttpContext http)
    {
        var fields = await ReadAsync(http.Request);
        var device = provider.Grants.Values.FirstOrDefault(
            grant => grant.UserCode is { } code && code == fields.GetValueOrDefault("user_code"));
        if (device is null || device.Expires <= provider.Clock.GetUtcNow())
        {
            await http.Response.SendPageAsync(LoopbackPages.Text("Unknown code."), 400);
        }
        else if (HttpMethods.IsGet(http.Request.Method))
        {
            await ShowAsync(http, LoopbackProvider.DevicePath, fields, ["user_code"], null);
        }
        else if (fields.GetValueOrDefault("decision") == "deny")
        {
            device.IsDenied = true;
            await http.Response.SendPageAsync(LoopbackPages.Text("The device was denied."));
        }
        else if (provider.FindPerson(fields.GetValueOrDefault("username"), fields.GetValueOrDefault("password")) is { } person)
        {
            device.Person = person;
            await http.Response.SendPageAsync(LoopbackPages.Text("You can close this window."));
        }
        else
        {
            await ShowAsync(http, LoopbackProvider.DevicePath, fields, ["user_code"], "User name or password is wrong.");
        }
    }

    private static string? FindProblem(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("response_type") != "code" ? "response_type must be code."
        : !fields.GetValueOrDefault("scope", "").Split(' ').Contains("openid") ? "scope must have openid."
        : fields.GetValueOrDefault("code_challenge_method") != "S256" ? "code_challenge_method must be S256."
        : fields.GetValueOrDefault("code_challenge") is not { Length: 43 } ? "code_challenge is not one of S256."
        : null;

    private static async Task<Dictionary<string, string>> ReadAsync(HttpRequest request)
    {
        var fields = HttpMethods.IsPost(request.Method)
            ? (await request.ReadFormAsync()).Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))
            : request.Query.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()));
        return new Dictionary<string, string>(fields, StringComparer.Ordinal);
    }

    private static Task ShowAsync(
        HttpContext http, string action, Dictionary<string, string> fields, string[] remembered, string? problem) =>
        http.Response.SendPageAsync(
            LoopbackPages.Login(action, fields.Where(field => remembered.Contains(field.Key)), problem), problem is null ? 200 : 401);

    /// <remarks>As RFC 8252 says, a program chooses its port when it runs.</remarks>
    private bool IsRegistered(string redirect) =>
        provider.WebRedirects.Contains(redirect)
        || (Uri.TryCreate(redirect, UriKind.Absolute, out var address) && address.Scheme == "http"
            && address.Host is "127.0.0.1" or "[::1]" && address.Fragment.Length == 0);

    private async Task SendBackAsync(
        HttpContext http, string redirect, Dictionary<string, string> fields, params (string Name, string Value)[] answer)
    {
        var parameters = new List<(string Name, string Value)>(answer);
        if (fields.GetValueOrDefault("state") is { } state)
        {
            parameters.Add(("state", state));
        }

        if (provider.NamesItself)
        {
            parameters.Add(("iss", provider.Address));
        }

        var query = string.Join(
            '&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        var address = new Uri($"{redirect}{(redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
        await http.Response.RedirectAsync(provider.ChangeRedirect?.Invoke(address) ?? address);
    }
}
