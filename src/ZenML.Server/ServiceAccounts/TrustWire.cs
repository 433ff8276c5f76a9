using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Protocol.Extensions;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Converts trusts to their wire form.</summary>
internal static class TrustWire
{
    /// <summary>Converts a trust.</summary>
    public static TrustResource ToWire(this Trust trust) => new()
    {
        Id = trust.Id.Value,
        Name = trust.Name,
        ServiceAccount = trust.ServiceAccount.Value,
        Issuer = trust.Issuer,
        Subject = trust.Subject,
        Audience = trust.Audience,
        Claims = trust.Claims,
        Reusable = trust.IsReusable,
        Role = trust.Role?.Text(),
        Workspace = trust.Workspace?.Value,
        WorkspaceName = trust.WorkspaceName,
        CreatedBy = trust.CreatedBy.Value,
        CreatedByName = trust.CreatedByName,
        LastLogin = trust.LastLogin,
        Created = trust.Created,
        Updated = trust.Updated,
    };

    /// <summary>Converts the test of a trust.</summary>
    public static TrustTestBody ToWire(this TrustTest test) =>
        new(test.Name, [.. test.Problems.Select(problem => new TrustProblemBody(problem.Rule, problem.Message))]);
}
