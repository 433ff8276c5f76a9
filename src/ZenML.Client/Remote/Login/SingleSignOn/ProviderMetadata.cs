using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>Where an identity provider takes what (OpenID Connect Discovery).</summary>
/// <param name="Authorization">The page where people log in.</param>
/// <param name="Token">Where codes are exchanged.</param>
/// <param name="DeviceAuthorization">Where logins without a browser begin; null if the provider has none.</param>
/// <param name="NamesItself">Whether it names itself in what it sends to programs (RFC 9207).</param>
internal sealed record ProviderMetadata(Uri Authorization, Uri Token, Uri? DeviceAuthorization, bool NamesItself)
{
    private const string Document = "/.well-known/openid-configuration";

    /// <summary>
    /// Asks the provider. The answer of the server is not used for this: a server that lies could have codes sent elsewhere.
    /// </summary>
    /// <exception cref="ZenException">The provider does not respond, or with something invalid.</exception>
    public static async Task<ProviderMetadata> ReadAsync(
        ProviderConnection connection, SingleSignOnTerms terms, CancellationToken cancellationToken)
    {
        var answer = await connection.GetAsync(new Uri(terms.Issuer.TrimEnd('/') + Document), cancellationToken);
        if (!answer.IsSuccess || answer.Text("issuer") != terms.Issuer)
        {
            throw connection.Invalid($"a document with its own address as 'issuer' at {Document}");
        }

        if (answer.Lacks("code_challenge_methods_supported", ProofKey.Method))
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"The identity provider {connection.Name} does not support PKCE with {ProofKey.Method}.");
        }

        return new ProviderMetadata(
            connection.FindEndpoint(answer.Text("authorization_endpoint")) ?? throw connection.Invalid("'authorization_endpoint'"),
            connection.FindEndpoint(answer.Text("token_endpoint")) ?? throw connection.Invalid("'token_endpoint'"),
            connection.FindEndpoint(answer.Text("device_authorization_endpoint")),
            answer.IsTrue("authorization_response_iss_parameter_supported"));
    }
}
