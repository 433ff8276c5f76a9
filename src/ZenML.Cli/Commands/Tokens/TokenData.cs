using ZenML.Cli.Output;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Tokens;

/// <summary>Tokens as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class TokenData
{
    /// <summary>Tokens.</summary>
    public static Presentation<IssuedToken> Presentation { get; } = new(
        "tokens", Of,
        [
            new("ID", token => token.Id.ToString(), IsId: true),
            new("ACCOUNT", token => token.Account.Name),
            new("LOGIN", Login),
            new("FOR", token => token.IsCurrent ? "this login" : token.IsDerived ? "a program" : ""),
            new("CREATED", token => Times.Text(token.Created), IsTime: true),
            new("EXPIRES", token => Times.Text(token.Expires), IsTime: true),
            new("LAST_USED", token => Optional.Cell(token.LastUsed), IsTime: true),
            new("ADDRESS", token => token.Address ?? ""),
        ]);

    /// <summary>How the session of a token was opened, for people.</summary>
    public static string Login(IssuedToken token) => token.Origin switch
    {
        SessionOrigin.ApiKey => $"API key {token.ApiKey?.Name}".TrimEnd(),
        SessionOrigin.Device => $"device {token.HostName}".TrimEnd(),
        SessionOrigin.Workload => $"trust {token.Trust?.Name}".TrimEnd(),
        _ => token.Origin.Text(),
    };

    private static ConfigurationMap Of(IssuedToken token) => new()
    {
        ["id"] = token.Id.ToString(),
        ["account"] = token.Account.Name,
        ["origin"] = token.Origin.Text(),
        ["derived"] = token.IsDerived,
        ["current"] = token.IsCurrent,
        ["api_key"] = Optional.Document(token.ApiKey?.Name),
        ["trust"] = Optional.Document(token.Trust?.Name),
        ["device_id"] = Optional.Document(token.Device?.ToString()),
        ["host"] = Optional.Document(token.HostName),
        ["pipeline_id"] = Optional.Document(token.PipelineId?.ToString("D")),
        ["address"] = Optional.Document(token.Address),
        ["last_used"] = Optional.Document(token.LastUsed),
        ["expires"] = Times.Text(token.Expires),
        ["created"] = Times.Text(token.Created),
    };
}
