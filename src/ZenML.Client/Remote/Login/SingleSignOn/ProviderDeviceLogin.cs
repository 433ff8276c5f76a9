using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>A login in a browser of another machine, on the page of the identity provider for devices (RFC 8628).</summary>
/// <param name="connection">The identity provider.</param>
/// <param name="provider">Where the provider takes what.</param>
/// <param name="terms">What the server said.</param>
/// <param name="clock">The clock for waiting.</param>
internal sealed class ProviderDeviceLogin(
    ProviderConnection connection, ProviderMetadata provider, SingleSignOnTerms terms, TimeProvider clock)
{
    private const int MostFailures = 5;

    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    /// <summary>Shows the page and waits until the user has logged in there.</summary>
    /// <param name="nonce">What the identity token should contain; providers may ignore it.</param>
    /// <param name="show">Shows the page.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The identity token.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the login was rejected, or nobody logged in.</exception>
    public async Task<SensitiveString> RunAsync(string nonce, Action<SingleSignOnPage> show, CancellationToken cancellationToken)
    {
        var endpoint = provider.DeviceAuthorization ?? throw new ZenException(
            ErrorCode.NotAllowed,
            $"The identity provider {terms.Name} has no login for machines without a browser. Log in on the page of the server instead: "
                + $"zenml connect --browser");
        var begun = await connection.PostAsync(
            endpoint, [new("client_id", terms.ClientId), new("scope", terms.Scopes), new("nonce", nonce)], cancellationToken);
        if (!begun.IsSuccess)
        {
            throw connection.Refused(begun);
        }

        var code = begun.Token("device_code") ?? throw connection.Invalid("'device_code'");
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(begun.Number("expires_in") ?? 0, 1, 3600));
        var interval = TimeSpan.FromSeconds(Math.Clamp(begun.Number("interval") ?? 5, 1, 60));
        var began = clock.GetTimestamp();
        show(ReadPage(begun, lifetime));
        var failures = 0;
        while (true)
        {
            await Task.Delay(interval, clock, cancellationToken);
            if (clock.GetElapsedTime(began) >= lifetime)
            {
                throw TooLate();
            }

            try
            {
                if (await AskAsync(code, cancellationToken) is { } answer)
                {
                    switch (answer.IsSuccess ? null : answer.Text("error"))
                    {
                        case null when answer.IsSuccess:
                            return connection.ReadIdToken(answer);
                        case LoginWords.AuthorizationPending:
                            break;
                        case LoginWords.SlowDown:
                            interval = Longer(interval + SlowDown);
                            break;
                        case LoginWords.AccessDenied:
                            throw new ZenException(ErrorCode.NotAllowed, $"The login was rejected on the page of {terms.Name}.");
                        case LoginWords.ExpiredToken:
                            throw TooLate();
                        default:
                            throw connection.Refused(answer, code.Reveal());
                    }
                }

                failures = 0;
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.StoreUnavailable && ++failures < MostFailures)
            {
                // As RFC 8628 says, a provider that does not respond is asked less often.
                interval = Longer(interval * 2);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan interval) => interval < LongestInterval ? interval : LongestInterval;

    private Task<ProviderAnswer> AskAsync(SensitiveString code, CancellationToken cancellationToken) => connection.PostAsync(
        provider.Token,
        [new("grant_type", LoginWords.DeviceGrant), new("device_code", code.Reveal()), new("client_id", terms.ClientId)],
        cancellationToken);

    private SingleSignOnPage ReadPage(ProviderAnswer begun, TimeSpan lifetime)
    {
        var user = begun.Token("user_code")?.Reveal() is { Length: <= 64 } text ? text : throw connection.Invalid("'user_code'");
        var complete = connection.FindEndpoint(begun.Text("verification_uri_complete"));
        return new SingleSignOnPage(
            terms.Name,
            complete ?? connection.FindEndpoint(begun.Text("verification_uri")) ?? throw connection.Invalid("'verification_uri'"),
            lifetime)
        {
            UserCode = user, HasCode = complete is not null,
        };
    }

    private ZenException TooLate() => new(
        ErrorCode.NotAllowed, $"Nobody logged in on the page of {terms.Name} in time. Try again: zenml connect --sso --no-browser");
}
