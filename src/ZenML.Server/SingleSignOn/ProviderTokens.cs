using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Server.Identity;

namespace ZenML.Server.SingleSignOn;

/// <summary>Exchanges the codes of the identity provider for ID tokens. Other tokens in its answers are dropped.</summary>
internal sealed class ProviderTokens(SingleSignOnOptions options, TimeProvider clock) : IDisposable
{
    private const int MaximumBytes = 256 * 1024;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly HttpClient http = IssuerDocuments.NewClient();

    /// <summary>Exchanges a code.</summary>
    /// <param name="endpoints">The addresses of the provider.</param>
    /// <param name="code">The code.</param>
    /// <param name="verifier">The secret of the login that began it (PKCE).</param>
    /// <param name="redirect">Where the code was sent.</param>
    /// <exception cref="IssuerFailure">The provider does not answer, or not with an ID token.</exception>
    public async Task<SensitiveString> ExchangeAsync(ProviderEndpoints endpoints, string code, string verifier, string redirect)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Token);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect, ["code_verifier"] = verifier,
        };
        Authenticate(request, endpoints, form);
        request.Content = new FormUrlEncodedContent(form);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await IssuerDocuments.ReadAsync(endpoints.Token, response.Content, MaximumBytes, limit.Token);
            return Read((int)response.StatusCode, body);
        }
        catch (OperationCanceledException exception)
        {
            throw new IssuerFailure($"{endpoints.Token} did not answer in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new IssuerFailure($"{endpoints.Token} cannot be reached: {Sentence.End(exception.Message)}", exception);
        }
    }

    public void Dispose() => http.Dispose();

    private void Authenticate(HttpRequestMessage request, ProviderEndpoints endpoints, Dictionary<string, string> form)
    {
        if (options.ClientSecret is { } secret && !endpoints.TakesSecretInForm)
        {
            var pair = $"{Uri.EscapeDataString(options.Rules.ClientId)}:{Uri.EscapeDataString(secret.Reveal())}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            return;
        }

        form["client_id"] = options.Rules.ClientId;
        if (options.ClientSecret is { } shown)
        {
            form["client_secret"] = shown.Reveal();
        }
    }

    /// <remarks>Of errors, only the word is repeated: what else the provider says could be anything.</remarks>
    private static SensitiveString Read(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var root = document.RootElement;
            if (status == StatusCodes.Status200OK && root.GetProperty("id_token").GetString() is { Length: > 0 } token)
            {
                return new SensitiveString(token);
            }

            var error = root.TryGetProperty("error", out var word) ? word.GetString() ?? "" : "";
            throw new IssuerFailure(error.Length is > 0 and <= 64 && error.All(letter => char.IsAsciiLetter(letter) || letter == '_')
                ? $"The identity provider refused the code: {error}."
                : string.Create(CultureInfo.InvariantCulture, $"The identity provider answered with status {status}."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new IssuerFailure(
                string.Create(CultureInfo.InvariantCulture, $"The identity provider answered without an ID token, with status {status}."),
                exception);
        }
    }
}
