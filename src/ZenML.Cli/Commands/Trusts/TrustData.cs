using ZenML.Cli.Output;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Trusts;

/// <summary>Trusts as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class TrustData
{
    /// <summary>What is shown in place of the name of a workspace that no longer exists.</summary>
    private const string Deleted = "deleted";

    /// <summary>The trusts of a service account.</summary>
    public static Presentation<Trust> Present(User account) => new(
        "trusts", trust => Of(trust, account),
        [
            new("ID", trust => trust.Id.ToString(), IsId: true),
            new("NAME", trust => trust.Name),
            new("ISSUER", trust => trust.Issuer),
            new("SUBJECT", trust => trust.Subject),
            new("AUDIENCE", trust => trust.Audience),
            new("CLAIMS", trust => string.Join(", ", trust.Claims.Select(claim => $"{claim.Key}={claim.Value}"))),
            new("LIMITS", Limits),
            new("LAST_LOGIN", trust => Optional.Cell(trust.LastLogin), IsTime: true),
        ]);

    private static string Limits(Trust trust)
    {
        var limits = new List<string>();
        if (trust.Role is { } role)
        {
            limits.Add($"role {role.Text()}");
        }

        if (trust.Workspace is not null)
        {
            limits.Add($"workspace {trust.WorkspaceName ?? Deleted}");
        }

        limits.Add(trust.IsReusable ? "reusable" : "each token once");
        return string.Join(", ", limits);
    }

    private static ConfigurationMap Of(Trust trust, User account) => new()
    {
        ["id"] = trust.Id.ToString(),
        ["name"] = trust.Name,
        ["service_account"] = account.Name,
        ["issuer"] = trust.Issuer,
        ["subject"] = trust.Subject,
        ["audience"] = trust.Audience,
        ["claims"] = Claims(trust),
        ["reusable"] = trust.IsReusable,
        ["role"] = Optional.Document(trust.Role?.Text()),
        ["workspace"] = Optional.Document(trust.Workspace is null ? null : trust.WorkspaceName ?? trust.Workspace.ToString()),
        ["created_by"] = trust.CreatedByName,
        ["last_login"] = Optional.Document(trust.LastLogin),
        ["created"] = Times.Text(trust.Created),
        ["updated"] = Times.Text(trust.Updated),
    };

    private static ConfigurationMap Claims(Trust trust)
    {
        var claims = new ConfigurationMap();
        foreach (var (name, pattern) in trust.Claims)
        {
            claims[name] = pattern;
        }

        return claims;
    }
}
