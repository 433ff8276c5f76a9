using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.SingleSignOn;
using ZenML.Core.Secrets;
using ZenML.Server.Authentication;

namespace ZenML.Server.SingleSignOn;

/// <summary>Logs people in with ID tokens and tells the operator of groups that the settings name and that do not exist.</summary>
internal sealed partial class PersonLogin(SingleSignOnLogins logins, ILogger<PersonLogin> log)
{
    /// <summary>How long the session is valid that the page for devices opens. It approves one device with it.</summary>
    public static TimeSpan PageSession { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Logs in whoever an ID token is about.</summary>
    public async Task<LoginGrant> LogInAsync(HttpContext http, SensitiveString token) =>
        Report(await logins.LogInAsync(token, http.GetClientAddress(), http.RequestAborted));

    /// <summary>Logs in whoever an ID token is about, for the page for devices.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The ID token.</param>
    /// <param name="nonce">The nonce of the login.</param>
    public async Task<LoginGrant> LogInPageAsync(HttpContext http, SensitiveString token, SensitiveString nonce) =>
        Report(await logins.LogInAsync(token, nonce, PageSession, http.GetClientAddress(), http.RequestAborted));

    private LoginGrant Report(SingleSignOnGrant grant)
    {
        foreach (var group in grant.MissingGroups)
        {
            LogMissing(log, SingleSignOnSettings.Groups, group);
        }

        return grant.Login;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Setting} names the group '{Group}', which does not exist. Nobody becomes a member. To create it: zenml group create")]
    private static partial void LogMissing(ILogger log, string setting, string group);
}
