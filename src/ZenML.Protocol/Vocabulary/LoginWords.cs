namespace ZenML.Protocol.Vocabulary;

/// <summary>
/// The words of a login: kinds of grants (RFC 6749, RFC 8628, RFC 8693) and errors of the login of a device or a program.
/// </summary>
public static class LoginWords
{
    /// <summary>The grant of a user name and a password.</summary>
    public const string PasswordGrant = "password";

    /// <summary>The grant of an API key.</summary>
    public const string ApiKeyGrant = "zenml-api-key";

    /// <summary>The grant of an external login, which this server does not offer.</summary>
    public const string ExternalGrant = "zenml-external";

    /// <summary>The grant of a device.</summary>
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>The grant of an identity token of a trusted issuer (RFC 8693).</summary>
    public const string ExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";

    /// <summary>The field with the identity token.</summary>
    public const string SubjectToken = "subject_token";

    /// <summary>The field with the type of the identity token.</summary>
    public const string SubjectTokenType = "subject_token_type";

    /// <summary>The field with the name or id of the service account, if several trust the identity token.</summary>
    public const string ServiceAccount = "service_account";

    /// <summary>The type of any JSON Web Token.</summary>
    public const string JwtType = "urn:ietf:params:oauth:token-type:jwt";

    /// <summary>The type of a token of OpenID Connect.</summary>
    public const string IdTokenType = "urn:ietf:params:oauth:token-type:id_token";

    /// <summary>The type of a token of this server.</summary>
    public const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";

    /// <summary>The identity token is not accepted.</summary>
    public const string InvalidGrant = "invalid_grant";

    /// <summary>The request is incomplete or says too little.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>No such device.</summary>
    public const string InvalidClient = "invalid_client";

    /// <summary>Nobody has accepted the device yet.</summary>
    public const string AuthorizationPending = "authorization_pending";

    /// <summary>The device asks too often.</summary>
    public const string SlowDown = "slow_down";

    /// <summary>The device was refused or locked.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>Nobody accepted the device in time.</summary>
    public const string ExpiredToken = "expired_token";
}
