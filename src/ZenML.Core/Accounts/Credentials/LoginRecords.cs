using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Records logins and the tokens that were issued.</summary>
internal sealed class LoginRecords(ServiceDependencies dependencies)
{
    /// <summary>Records a login, in the transaction that grants it.</summary>
    public async Task SucceedAsync(IUnitOfWork unit, LoginGrant grant, ClientAddress from, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        await unit.Tokens.AddAsync(grant.Claims, now, now + grant.Lifetime, from.Text, cancellationToken);
        await unit.Audit.AddAsync([Event(AuditOutcome.Success, grant.User, from)], cancellationToken);
        await LoginsAfterReset.RecordAsync(unit, grant.User, from.Text, now, cancellationToken);
    }

    /// <summary>Records a token that a session requested for a program.</summary>
    public async Task IssueAsync(
        IUnitOfWork unit, Caller caller, TokenClaims issued, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        if (caller.TokenId != issued.Token)
        {
            // A token that a program derives from its own is the same token, and does not last longer.
            await unit.Tokens.AddAsync(issued, now, expires, caller.Address, cancellationToken);
        }

        var issue = AuditEvent.Of(caller, now, AuditAction.IssueToken, "token", null);
        await unit.Audit.AddAsync([issue with { ResourceId = issued.Token }], cancellationToken);
    }

    /// <summary>Creates the record of a login.</summary>
    /// <remarks>Unknown names are not recorded, because users sometimes type a password into the wrong field.</remarks>
    public AuditEvent Event(AuditOutcome outcome, User? user, ClientAddress from)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        return new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            UserId = user?.Id,
            UserName = user?.Name ?? "",
            Action = AuditAction.Login,
            ResourceType = user is { IsServiceAccount: true } ? "service_account" : "user",
            ResourceId = user?.Id.Value,
            ResourceName = user?.Name,
            Address = from.Text,
            Outcome = outcome,
        };
    }
}
