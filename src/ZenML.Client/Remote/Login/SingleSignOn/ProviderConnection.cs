using System.Net.Http.Headers;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>
/// Sends requests to an identity provider. Follows no redirects, limits the size of responses and the time for them, and retries nothing.
/// </summary>
internal sealed class ProviderConnection : IDisposable
{
    private const long LongestAnswer = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TimeProvider clock;
    private readonly HttpClient http;

    /// <summary>Prepares a connection without opening one.</summary>
    /// <param name="terms">Which provider.</param>
    /// <param name="clock">The clock for the timeout.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the address of the provider is not safe.</exception>
    public ProviderConnection(SingleSignOnTerms terms, TimeProvider clock)
    {
        Name = terms.Name;
        this.clock = clock;
        Issuer = FindAddress(terms.Issuer) is { Query.Length: 0 } address
            ? address
            : throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server names an identity provider whose address is not https: '{terms.Issuer}'. Nothing was sent to it.");
        var authority = ServerAddress.Parse(Issuer.GetLeftPart(UriPartial.Authority));
        var handler = new ServerRoute().CreateHandler(authority, needsProof: false);
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What the provider is called.</summary>
    public string Name { get; }

    /// <summary>The address that names the provider.</summary>
    public Uri Issuer { get; }

    /// <summary>
    /// Reads an address: https, or http on this machine if the provider itself has such an address. It is shown and opened, so it has
    /// neither hidden characters nor a user.
    /// </summary>
    /// <returns>The address; null if it is not safe.</returns>
    public Uri? FindEndpoint(string? text) =>
        FindAddress(text) is { } address && (address.Scheme == Uri.UriSchemeHttps || Issuer.Scheme == Uri.UriSchemeHttp) ? address : null;

    /// <summary>Requests a document.</summary>
    /// <exception cref="ZenException">There is no response, or an invalid one.</exception>
    public Task<ProviderAnswer> GetAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    /// <summary>Sends a form.</summary>
    /// <exception cref="ZenException">There is no response, or an invalid one.</exception>
    public Task<ProviderAnswer> PostAsync(
        Uri address, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) }, cancellationToken);

    /// <summary>Returns the error for a response that lacks something.</summary>
    /// <param name="what">What was expected. Must not quote the response.</param>
    public ZenException Invalid(string what) => new(
        ErrorCode.StoreUnavailable, $"The response of the identity provider {Name} ({Shown}) is invalid: expected {what:raw}.");

    /// <summary>Returns the error for a login that the provider rejected.</summary>
    /// <param name="error">The error, such as <c>access_denied</c>.</param>
    /// <param name="description">What the provider says about it; null for nothing.</param>
    /// <param name="sensitive">Text of the request that must not be shown.</param>
    public ZenException Rejected(string? error, string? description, params IReadOnlyCollection<string> sensitive)
    {
        var text = $"{error ?? "no reason"}{(description is { Length: > 0 } ? $": {description}" : "")}";
        var reason = ServerMessage.Show(text, sensitive, isOurs: false);
        return new ZenException(
            ErrorCode.NotAllowed, $"The identity provider {Name} rejected the login ({reason ?? "its reason is not shown":raw}).");
    }

    /// <summary>Returns the error for an error response.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="sensitive">Text of the request that must not be shown.</param>
    public ZenException Refused(ProviderAnswer answer, params IReadOnlyCollection<string> sensitive)
    {
        var (error, description) = (answer.Text("error"), answer.Text("error_description"));
        return error is "invalid_client" or "unauthorized_client"
            || description?.Contains("client_secret", StringComparison.Ordinal) == true
                ? WantsSecret()
                : Rejected(error, description, sensitive);
    }

    /// <summary>Reads the identity token of a response.</summary>
    /// <exception cref="ZenException">There is none, or it is too long.</exception>
    public SensitiveString ReadIdToken(ProviderAnswer answer)
    {
        var token = answer.Token("id_token") ?? throw Invalid("'id_token'");
        return token.Reveal().Length <= ProviderAnswer.LongestToken
            ? token
            : throw new ZenException(
                ErrorCode.NotAllowed,
                $"The identity token of the identity provider {Name} is longer than {ProviderAnswer.LongestToken / 1024} KiB. An "
                    + $"administrator of the provider can reduce it, for example by sending fewer groups.");
    }

    public void Dispose() => http.Dispose();

    /// <remarks>Programs of people cannot keep a secret, so they have none.</remarks>
    private ZenException WantsSecret() => new(
        ErrorCode.NotAllowed,
        $"The identity provider {Name} does not accept logins of programs for this client: it must be a public client. Log in on the page "
            + $"of the server instead: zenml connect --browser");

    private string Shown => Issuer.GetLeftPart(UriPartial.Authority);

    private static Uri? FindAddress(string? text) =>
        text is { Length: > 0 and <= 2000 } && !VisibleText.HasHidden(text) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0 && address.Fragment.Length == 0 && address.Host.Length > 0
            ? address
            : null;

    private async Task<ProviderAnswer> SendAsync(HttpRequestMessage sent, CancellationToken cancellationToken)
    {
        using var request = sent;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("User-Agent", DeviceName.UserAgent);
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            if (status is >= 300 and < 400)
            {
                throw Unavailable($"answered with a redirect, which is not followed");
            }

            await response.Content.LoadIntoBufferAsync(LongestAnswer, either.Token);
            return ProviderAnswer.TryParse(status, await response.Content.ReadAsByteArrayAsync(either.Token))
                ?? throw (status is >= 500 or 429 ? Unavailable($"failed (status {status})") : Invalid("a JSON object"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"did not respond in time");
        }
        catch (HttpRequestException exception) when (exception.InnerException is ZenException refused)
        {
            // Another account of this machine has taken the port.
            throw new ZenException(refused.Code, refused.Message, exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Unavailable($"sent a response that is too long");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw Unavailable($"has a certificate that this system does not trust");
        }
        catch (HttpRequestException exception)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable, $"The identity provider {Name} ({Shown}) cannot be reached. Try again later.", exception);
        }
    }

    private ZenException Unavailable(MessageText what) => new(
        ErrorCode.StoreUnavailable, $"The identity provider {Name} ({Shown}) {what.ToString():raw}. Nobody was logged in.");
}
