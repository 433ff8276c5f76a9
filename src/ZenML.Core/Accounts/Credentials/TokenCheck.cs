using ZenML.Core.Accounts.Devices;
using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Decides whether a token is still valid.</summary>
internal static class TokenCheck
{
    private const string LogInAgain = "Log in again: zenml connect --help";

    /// <summary>Returns why a token is not valid, or null if it is valid.</summary>
    public static string? FindProblem(TokenClaims claims, TokenState? state, DateTimeOffset now) => state switch
    {
        null => $"The account of this token no longer exists. {LogInAgain}",
        { IsActive: false } => MessageText.Of($"The account '{state.Name}' is not active."),
        { IsLoggedOut: true } => $"The session of this token was logged out. {LogInAgain}",
        _ when state.Generation != claims.Generation => $"This token was revoked. {LogInAgain}",
        _ => FindProblemOfKey(claims, state, now) ?? FindProblemOfDevice(claims, state, now) ?? FindProblemOfTrust(claims, state),
    };

    private static string? FindProblemOfKey(TokenClaims claims, TokenState state, DateTimeOffset now) =>
        (claims.ApiKey, state.Key) switch
    {
        (null, _) => null,
        (_, null) => "The API key of this token no longer exists.",
        var (_, key) when key.Owner != state.UserId => "The API key of this token belongs to another account.",
        (_, { IsActive: false } key) =>
            MessageText.Of($"The API key '{key.Name}' of the service account '{state.Name}' is not active."),
        var (_, key) when !key.Accepts(claims.ApiKeyGeneration, now) =>
            MessageText.Of($"The API key '{key.Name}' of this token was replaced by a new one."),
        _ => null,
    };

    private static string? FindProblemOfDevice(TokenClaims claims, TokenState state, DateTimeOffset now) =>
        (claims.Device, state.Device) switch
    {
        (null, _) => null,
        (_, null) => $"The device of this token no longer exists. {LogInAgain}",
        var (_, device) when device.Owner != state.UserId || device.Status != DeviceStatus.Active =>
            $"The device of this token is not active. {LogInAgain}",
        (_, { Expires: { } end }) when end <= now => $"The device of this token has expired. {LogInAgain}",
        _ => null,
    };

    private static string? FindProblemOfTrust(TokenClaims claims, TokenState state) => (claims.Trust, state.Trust) switch
    {
        (null, _) => null,
        (_, null) => "The service account no longer trusts the identity with which this token was requested.",
        var (_, trust) when trust.Owner != state.UserId => "The trust of this token belongs to another account.",
        _ => null,
    };
}
