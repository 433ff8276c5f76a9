using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login.Identities;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Login;

/// <summary>Requests tokens from a server.</summary>
/// <remarks>
/// A stored credential is sent only to a server that has proved its identity: see <see cref="Transport.SendLoginAsync"/>.
/// </remarks>
internal sealed class LoginRequests(ServerAddress address, Transport transport, TimeProvider clock)
{
    private static readonly string LoginPath = ApiPath.Relative(ApiPaths.Login);

    /// <summary>Requests a token with a user's password.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task<string> WithPasswordAsync(
        string userName, SensitiveString password, bool isStored, CancellationToken cancellationToken)
    {
        var response = await PostAsync(
            LoginPath, [new("grant_type", LoginWords.PasswordGrant), new("username", userName), new("password", password.Reveal())],
            isStored, cancellationToken);
        return ReadToken(response, "The server rejected this user name and password.", [password.Reveal()]);
    }

    /// <summary>Requests a token with the API key of a service account.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task<string> WithApiKeyAsync(SensitiveString key, bool isStored, CancellationToken cancellationToken)
    {
        var response = await PostAsync(
            LoginPath, [new("grant_type", LoginWords.ApiKeyGrant), new("password", key.Reveal())], isStored, cancellationToken);
        return ReadToken(response, "The server rejected this API key.", [key.Reveal()]);
    }

    /// <summary>Requests a token with an identity token of this program.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: among others, no service account trusts it.</exception>
    public async Task<ShortToken> WithIdentityAsync(IdentitySource identity, CancellationToken cancellationToken)
    {
        var token = (await identity.GetAsync(cancellationToken)).Reveal();
        List<KeyValuePair<string, string>> form =
        [
            new("grant_type", LoginWords.ExchangeGrant), new(LoginWords.SubjectToken, token),
            new(LoginWords.SubjectTokenType, LoginWords.JwtType),
        ];
        if (identity.ServiceAccount is { } account)
        {
            form.Add(new(LoginWords.ServiceAccount, account));
        }

        var response = await PostAsync(LoginPath, [.. form], isStored: true, cancellationToken);
        if (response.Status == 400)
        {
            throw new ZenException(ErrorCode.NotAllowed, Explain(identity, response));
        }

        var text = ReadToken(response, "The server rejected this identity token.", [token]);
        var seconds = WireValue.Parse(response.Body).Find("expires_in")?.Integer ?? 0;
        return new ShortToken(text, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 60 * 60)));
    }

    /// <summary>Requests a token with what an identity provider has issued about the user.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the server does not accept it, and says why.</exception>
    public async Task<string> WithIdTokenAsync(SensitiveString idToken, CancellationToken cancellationToken)
    {
        var token = idToken.Reveal();
        var response = await PostAsync(
            LoginPath,
            [
                new("grant_type", LoginWords.ExchangeGrant), new(LoginWords.SubjectToken, token),
                new(LoginWords.SubjectTokenType, LoginWords.IdTokenType),
            ],
            isStored: false, cancellationToken);
        return response.Status is 400 or 403
            ? throw new ZenException(ErrorCode.NotAllowed, ServerErrors.Read(address, response, [token]).Message)
            : ReadToken(response, "The server rejected the login at the identity provider.", [token]);
    }

    /// <summary>Requests a token for a login in a browser, and waits until a user approves it.</summary>
    /// <param name="clientId">The id of this machine.</param>
    /// <param name="show">Shows the user the page to open.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the login was rejected, or not approved in time.</exception>
    public async Task<string> InBrowserAsync(Guid clientId, Action<DeviceAuthorization> show, CancellationToken cancellationToken)
    {
        var begun = await PostAsync(
            ApiPath.Relative(ApiPaths.DeviceAuthorization), [new("client_id", clientId.ToString("D"))], isStored: false, cancellationToken);
        if (!begun.IsSuccess)
        {
            throw ServerErrors.Read(address, begun, []);
        }

        var answer = WireValue.Parse(begun.Body);
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(answer["expires_in"].Integer, 1, 3600));
        var interval = TimeSpan.FromSeconds(Math.Clamp(answer.Find("interval")?.Integer ?? 5, 1, 60));
        var page = VerificationPage.Find(address, (answer.Find("verification_uri_complete") ?? answer["verification_uri"]).Text);
        show(new DeviceAuthorization(
            page, Printable(answer["user_code"].Text), lifetime) { IsElsewhere = !VerificationPage.IsOf(address, page) });

        var code = answer["device_code"].Token.Reveal();
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < lifetime)
        {
            await Task.Delay(interval, clock, cancellationToken);
            var response = await PostAsync(
                LoginPath, [new("grant_type", LoginWords.DeviceGrant), new("client_id", clientId.ToString("D")), new("device_code", code)],
                isStored: false, cancellationToken);
            switch (response.Status == 400 ? WireValue.Parse(response.Body).Find("error")?.Text : null)
            {
                case LoginWords.AuthorizationPending:
                    break;
                case LoginWords.SlowDown:
                    interval += TimeSpan.FromSeconds(5);
                    break;
                case LoginWords.AccessDenied:
                    throw new ZenException(ErrorCode.NotAllowed, "The login was rejected in the browser, or the code was wrong too often.");
                case LoginWords.ExpiredToken:
                    throw TooLate();
                default:
                    return ReadToken(response, "The server rejected this login.", [code]);
            }
        }

        throw TooLate();
    }

    private string Explain(IdentitySource identity, ServerResponse response)
    {
        var isOffered = response.Extensions >= ExtensionPaths.WithTrusts;
        var isAmbiguous = isOffered && WireValue.Parse(response.Body).Find("error")?.Text == LoginWords.InvalidRequest;
        return (response.Extensions, isAmbiguous) switch
        {
            (0, _) => MessageText.Of(
                $"The server {address} is ZenML's own, which has no login with identity tokens. "
                + $"Set {ZenClientOptions.ApiKeyVariable} instead."),
            _ when !isOffered => MessageText.Of($"The server {address} is too old for logins with identity tokens. Upgrade it."),
            (_, true) => MessageText.Of(
                $"Several service accounts trust the identity token of {identity.Name}. "
                + $"Set {ZenClientOptions.IdentityServiceAccountVariable} to the name of one of them."),
            _ => MessageText.Of(
                $"The server {address} does not accept the identity token of {identity.Name} for the audience '{identity.Audience}'. "
                + $"An administrator can see why: zenml service-account trust test --help"),
        };
    }

    private ZenException TooLate() => new(
        ErrorCode.NotAllowed,
        $"The login was not approved in the browser in time. Try again: zenml connect --url {ShellWord.Quote(address.ToString())}");

    private static string Printable(string text) =>
        new([.. text.Where(character => char.IsAsciiLetterOrDigit(character) || character == '-').Take(64)]);

    private string ReadToken(ServerResponse response, string refusal, IReadOnlyCollection<string> sensitive)
    {
        if (response.IsSuccess)
        {
            return WireValue.Parse(response.Body)["access_token"].Token.Reveal();
        }

        throw response.Status switch
        {
            401 when response.IsFromServer => new ZenException(ErrorCode.NotAllowed, refusal),
            429 => new ZenException(
                ErrorCode.StoreUnavailable,
                $"The server {address} rejects logins after too many failed ones. Try again {AfterPause(response)}."),
            _ => ServerErrors.Read(address, response, sensitive),
        };
    }

    private static string AfterPause(ServerResponse response) => response.Headers.RetryAfter?.Delta is { } pause
        ? $"in {Number.Of((long)Math.Ceiling(pause.TotalSeconds), "second")}"
        : "later";

    private Task<ServerResponse> PostAsync(
        string path, KeyValuePair<string, string>[] form, bool isStored, CancellationToken cancellationToken) => transport.SendLoginAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
            request.Headers.TryAddWithoutValidation("User-Agent", DeviceName.UserAgent);
            return request;
        },
        isStored,
        cancellationToken);
}
