using ZenML.Core.Accounts.Devices;
using ZenML.Core.Errors;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Decides whether a token is still good, from what the rows behind it say.</summary>
internal static class TokenCheck
{
    private const string LogInAgain = "Log in again: zenml connect --help";

    /// <summary>What is wrong with a token; null if it is good.</summary>
    public static string? FindProblem(TokenClaims claims, TokenState? standing, DateTimeOffset now) => standing switch
    {
        null => $"The account of this token no longer exists. {LogInAgain}",
        { IsActive: false } => MessageText.Of($"The account '{standing.Name}' is not active."),
        { IsLoggedOut: true } => $"The session of this token was logged out. {LogInAgain}",
        _ when standing.Generation != claims.Generation => $"This token was revoked. {LogInAgain}",
        _ => FindProblemOfKey(claims, standing, now) ?? FindProblemOfDevice(claims, standing, now),
    };

    private static string? FindProblemOfKey(TokenClaims claims, TokenState standing, DateTimeOffset now) => (claims.ApiKey, standing.Key) switch
    {
        (null, _) => null,
        (_, null) => "The API key of this token no longer exists.",
        var (_, key) when key.Owner != standing.UserId => "The API key of this token belongs to another account.",
        (_, { IsActive: false } key) => MessageText.Of($"The API key '{key.Name}' of the service account '{standing.Name}' is not active."),
        var (_, key) when !key.Accepts(claims.ApiKeyGeneration, now) =>
            MessageText.Of($"The API key '{key.Name}' of this token was replaced by a new one."),
        _ => null,
    };

    private static string? FindProblemOfDevice(TokenClaims claims, TokenState standing, DateTimeOffset now) => (claims.Device, standing.Device) switch
    {
        (null, _) => null,
        (_, null) => $"The device of this token is no longer known. {LogInAgain}",
        var (_, device) when device.Owner != standing.UserId || device.Status != DeviceStatus.Active => $"The device of this token is not active. {LogInAgain}",
        (_, { Expires: { } end }) when end <= now => $"The device of this token expired. {LogInAgain}",
        _ => null,
    };
}
