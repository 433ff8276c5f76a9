using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Authentication;
using ZenML.Server.Http.Responses;
using ZenML.Server.SingleSignOn;

namespace ZenML.Server.Identity;

/// <summary>
/// The grant that exchanges an identity token for a token of this server (RFC 8693): of a program whose issuer a service account trusts,
/// or of a person at the identity provider.
/// </summary>
internal static class TokenExchange
{
    /// <summary>Answers a login with this grant. No cookie is set: browsers do not use it.</summary>
    public static async Task AnswerAsync(HttpContext http, LoginForm form)
    {
        var token = form[LoginWords.SubjectToken] ?? throw Invalid($"{LoginWords.SubjectToken} is required.");
        if (form[LoginWords.SubjectTokenType] is not (LoginWords.JwtType or LoginWords.IdTokenType))
        {
            throw Invalid($"{LoginWords.SubjectTokenType} must be {LoginWords.JwtType} or {LoginWords.IdTokenType}.");
        }

        if (form["requested_token_type"] is not (null or LoginWords.AccessTokenType))
        {
            throw Invalid($"requested_token_type must be {LoginWords.AccessTokenType}.");
        }

        if (form.Has("actor_token"))
        {
            throw Invalid("Nobody can act for someone else: actor_token is not supported.");
        }

        if (form[LoginWords.SubjectTokenType] == LoginWords.IdTokenType && form[LoginWords.ServiceAccount] is null
            && http.RequestServices.GetService<SingleSignOnLogins>()?.Concerns(new SensitiveString(token)) == true)
        {
            await AnswerPersonAsync(http, new SensitiveString(token));
            return;
        }

        WorkloadGrant grant;
        try
        {
            grant = await http.RequestServices.GetRequiredService<WorkloadLogins>().LogInAsync(
                new SensitiveString(token), form[LoginWords.ServiceAccount], http.GetClientAddress(), http.RequestAborted);
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.NotAuthenticated or ErrorCode.Ambiguous)
        {
            throw exception.Code == ErrorCode.Ambiguous
                ? Invalid(exception.Message)
                : HttpFailure.Grant(LoginWords.InvalidGrant, exception.Message);
        }

        var seconds = (long)(grant.Expires - http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()).TotalSeconds;
        await http.AnswerAsync(
            new ExchangedTokenResponse
            {
                AccessToken = http.RequestServices.GetRequiredService<AccessTokens>().Write(grant.Claims, grant.Expires),
                ExpiresIn = Math.Max(0, seconds),
            },
            ContractsJson.Wire.ExchangedTokenResponse);
    }

    private static async Task AnswerPersonAsync(HttpContext http, SensitiveString token)
    {
        LoginGrant grant;
        try
        {
            grant = await http.RequestServices.GetRequiredService<PersonLogin>().LogInAsync(http, token);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            throw HttpFailure.Grant(LoginWords.InvalidGrant, exception.Message);
        }

        var expires = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + grant.Lifetime;
        await http.AnswerAsync(
            new ExchangedTokenResponse
            {
                AccessToken = http.RequestServices.GetRequiredService<AccessTokens>().Write(grant.Claims, expires),
                ExpiresIn = (long)grant.Lifetime.TotalSeconds,
            },
            ContractsJson.Wire.ExchangedTokenResponse);
    }

    private static HttpFailure Invalid(string description) => HttpFailure.Grant(LoginWords.InvalidRequest, description);
}
