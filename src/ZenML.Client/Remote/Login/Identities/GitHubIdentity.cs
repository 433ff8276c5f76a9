using System.Net.Http.Headers;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Login.Identities;

/// <summary>
/// Asks the runner of GitHub Actions for an identity token. The workflow needs <c>permissions: id-token: write</c>.
/// </summary>
/// <param name="url">The address that the runner names.</param>
/// <param name="token">What the runner wants to see there.</param>
/// <param name="clock">The clock.</param>
internal sealed class GitHubIdentity(string url, string token, TimeProvider clock)
{
    /// <summary>Requests a token for an audience.</summary>
    /// <exception cref="ZenException">The runner does not give one.</exception>
    public async Task<SensitiveString> RequestAsync(string audience, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.UserInfo.Length > 0
            || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && ThisMachine.IsNamedBy(address.IdnHost))))
        {
            throw Refused("has an address in ACTIONS_ID_TOKEN_REQUEST_URL that is not https");
        }

        var runner = ServerAddress.Parse(address.GetLeftPart(UriPartial.Authority));
        using var transport = new Transport(runner, certificateAuthorities: null, clock, new ServerRoute());
        var separator = address.Query.Length > 0 ? '&' : '?';
        var path = $"{address.PathAndQuery}{separator}audience={Uri.EscapeDataString(audience)}";
        var response = await transport.SendLoginAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                request.Headers.TryAddWithoutValidation("User-Agent", DeviceName.UserAgent);
                return request;
            },
            needsProof: false,
            cancellationToken);
        return response.IsSuccess && WireValue.Parse(response.Body).Find("value") is { IsText: true } value
            ? value.Token
            : throw Refused("gave no identity token");
    }

    private static ZenException Refused(string what) => new(
        ErrorCode.NotAllowed,
        $"GitHub Actions {what:raw}. Check that the job has 'permissions: id-token: write'.");
}
