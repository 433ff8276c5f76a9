namespace ZenML.Protocol.Vocabulary;

/// <summary>The words of a login: kinds of grants (RFC 6749, RFC 8628) and errors of the login of a device.</summary>
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
