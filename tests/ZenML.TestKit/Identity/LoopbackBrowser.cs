using System.Net;
using System.Text.RegularExpressions;

namespace ZenML.TestKit.Identity;

/// <summary>A person at a browser who fills in the pages of a <see cref="LoopbackProvider"/>.</summary>
public static partial class LoopbackBrowser
{
    /// <summary>Opens the login page of the provider and logs in.</summary>
    /// <param name="address">The address that a program or page sent the browser to.</param>
    /// <param name="person">Who logs in.</param>
    /// <param name="denies">Whether the person cancels instead.</param>
    /// <returns>Where the provider sends the browser next. It is not opened.</returns>
    public static async Task<Uri> LogInAsync(Uri address, LoopbackPerson person, bool denies = false)
    {
        using var client = NewClient();
        using var answer = await SubmitAsync(client, address, person, denies);
        return answer.Headers.Location is { } next
            ? new Uri(address, next)
            : throw new InvalidOperationException($"The provider answered with {answer.StatusCode}: {await ReadAsync(answer)}");
    }

    /// <summary>Logs in and opens the address to which the provider sends the browser: the one of a waiting program.</summary>
    /// <returns>The status and text of the page that the person sees in the end.</returns>
    public static async Task<(HttpStatusCode Status, string Text)> LogInAndReturnAsync(
        Uri address, LoopbackPerson person, bool denies = false)
    {
        var next = await LogInAsync(address, person, denies);
        using var client = NewClient();
        using var answer = await client.GetAsync(next);
        return (answer.StatusCode, await ReadAsync(answer));
    }

    /// <summary>Opens the provider's page for devices and logs in there.</summary>
    /// <param name="address">The <c>verification_uri_complete</c>.</param>
    /// <param name="person">Who logs in.</param>
    /// <param name="denies">Whether the person cancels instead.</param>
    public static async Task ApproveDeviceAsync(Uri address, LoopbackPerson person, bool denies = false)
    {
        using var client = NewClient();
        using var answer = await SubmitAsync(client, address, person, denies);
        answer.EnsureSuccessStatusCode();
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, Uri address, LoopbackPerson person, bool denies)
    {
        ArgumentNullException.ThrowIfNull(person);
        var page = await client.GetAsync(address);
        if (page.StatusCode != HttpStatusCode.OK)
        {
            return page;
        }

        var html = await ReadAsync(page);
        page.Dispose();
        var action = WebUtility.HtmlDecode(Action().Match(html).Groups["action"].Value);
        var fields = Hidden().Matches(html).ToDictionary(
            match => WebUtility.HtmlDecode(match.Groups["name"].Value), match => WebUtility.HtmlDecode(match.Groups["value"].Value));
        fields["username"] = person.UserName;
        fields["password"] = person.Password;
        fields["decision"] = denies ? "deny" : "allow";
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(address, action), form);
    }

    private static Task<string> ReadAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]*)">""")]
    private static partial Regex Action();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)">""")]
    private static partial Regex Hidden();
}
