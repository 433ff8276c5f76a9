using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Access;

/// <summary>Shares secrets, and takes that back.</summary>
public sealed class SecretSharingService(Caller caller, ServiceDependencies dependencies) : ISecretSharingService
{
    private readonly AuditTrail audit = new(caller, dependencies, "secret_grant");

    private readonly VisibleSecrets secrets = new(caller, dependencies.Clock);

    /// <inheritdoc />
    public Task<SharedSecret> ShareAsync(
        Id<Secret> id, string holder, SecretRight right, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return ChangeAsync(
            AuditAction.Create,
            id,
            async (unit, token) =>
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var secret = await RequireSharableAsync(unit, id, token);
                if (until <= now)
                {
                    throw new ZenException(
                        ErrorCode.InvalidArgument, $"The secret cannot be shared until {until:u}, because that time is past.");
                }

                var named = await HolderLookup.FindAsync(unit, holder, token);
                if (secret.Scope == SecretScope.User && named.Holder == AccessHolder.Of(secret.User.Id))
                {
                    throw new ZenException(ErrorCode.InvalidArgument, $"'{named.Text}' owns the secret '{secret.Name}'.");
                }

                var grant = new SecretGrant
                {
                    Secret = secret.Id,
                    Holder = named.Holder,
                    HolderName = named.Name,
                    IsServiceAccount = named.IsServiceAccount,
                    Right = right,
                    Until = until is { } end ? end.AddTicks(-(end.Ticks % TimeSpan.TicksPerMicrosecond)) : null,
                    GrantedBy = caller.UserId,
                    Created = now,
                };
                var before = await FindAsync(unit, secret.Id, named.Holder, token);
                await unit.Access.SaveAsync(grant, token);
                await audit.AddAsync(
                    unit, before is null ? AuditAction.Create : AuditAction.Update, [AuditedAccess.Of(grant, secret)], token);
                return new SharedSecret(secret, grant, before is { Until: { } past } && past <= now ? null : before);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<SharedSecret> UnshareAsync(Id<Secret> id, string holder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return ChangeAsync(
            AuditAction.Delete,
            id,
            async (unit, token) =>
            {
                var secret = await RequireSharableAsync(unit, id, token);
                var named = await HolderLookup.FindAsync(unit, holder, token);
                var grant = await FindAsync(unit, secret.Id, named.Holder, token)
                    ?? throw new ZenException(ErrorCode.NotFound,
                        $"The secret '{secret.Name}' is not shared with '{named.Text}'. To see who can use it: "
                        + $"zenml secret access {ShellWord.Quote(secret.Name.Value)}");
                await unit.Access.DeleteGrantAsync(secret.Id, named.Holder, token);
                await audit.AddAsync(unit, AuditAction.Delete, [AuditedAccess.Of(grant, secret)], token);
                return new SharedSecret(secret, grant, grant);
            },
            cancellationToken);
    }

    private static async Task<SecretGrant?> FindAsync(
        IUnitOfWork unit, Id<Secret> secret, AccessHolder holder, CancellationToken cancellationToken) =>
        (await unit.Access.ListGrantsAsync(secret, cancellationToken)).FirstOrDefault(grant => grant.Holder == holder);

    private async Task<SecretInfo> RequireSharableAsync(IUnitOfWork unit, Id<Secret> id, CancellationToken cancellationToken)
    {
        var secret = await secrets.RequireAsync(unit, id, SecretRights.Administer, cancellationToken);
        Permission.RequirePersonalSession(caller, "share secrets");
        return secret;
    }

    /// <summary>Makes a change, whose record it writes itself. A refusal is recorded with the secret.</summary>
    private Task<SharedSecret> ChangeAsync(
        AuditAction action,
        Id<Secret> id,
        Func<IUnitOfWork, CancellationToken, Task<SharedSecret>> change,
        CancellationToken cancellationToken) =>
        audit.RecordRefusalsAsync(
            action,
            (unit, token) => secrets.FindRefusedAsync(unit, id, token),
            () => dependencies.Database.WriteAsync(change, cancellationToken));
}
