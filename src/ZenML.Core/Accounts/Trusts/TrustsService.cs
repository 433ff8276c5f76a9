using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Manages which identity tokens service accounts trust.</summary>
/// <remarks>
/// A trust gives access to the private data of the service account and outlives every session. So it is created like an API
/// key: by an administrator, as a person.
/// </remarks>
public sealed class TrustsService(Caller caller, ServiceDependencies dependencies) : ITrustsService
{
    private const string Kind = "trust";

    private const string Manage = "manage which identity tokens service accounts trust";

    private readonly AuditTrail audit = new(caller, dependencies, Kind);

    /// <inheritdoc />
    public Task<Trust> CreateAsync(Id<User> serviceAccount, NewTrust trust, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trust);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                Permission.RequireAdmin(caller, Manage);
                Permission.RequirePersonalSession(caller, Manage);
                TrustRules.Check(trust);
                await RequireAccountAsync(unit, serviceAccount, token);
                await EnsureFitsAsync(unit, serviceAccount, trust.Name, token);
                var workspace = trust.Workspace is { } named
                    ? await Lookup.FindAsync(unit.Workspaces, "workspace", named, LookupMode.Exact, token)
                    : null;
                var created = Make(serviceAccount, trust, workspace, dependencies.Clock.GetMicrosecondUtcNow());
                await unit.Trusts.AddAsync(created, token);
                return created;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Trust> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken)
    {
        Permission.RequireAdmin(caller, Manage);
        return dependencies.Database.ReadAsync((unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<Trust>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        Permission.RequireAdmin(caller, Manage);
        var parsed = QueryParser.Parse(query, TrustFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                await RequireAccountAsync(unit, serviceAccount, token);
                return (await unit.Trusts.ListAsync(parsed, serviceAccount, token)).EnsureInRange();
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            Permission.RequireAdmin(caller, Manage);
            var trust = await RequireAsync(unit, serviceAccount, nameOrId, token);
            await unit.Trusts.DeleteAsync(trust.Id, token);
            return trust;
        },
        (unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token),
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrustTest>> TestAsync(
        Id<User> serviceAccount, SensitiveString token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        Permission.RequireAdmin(caller, Manage);
        var (account, trusts) = await dependencies.Database.ReadAsync(
            async (unit, cancellation) => (
                await RequireAccountAsync(unit, serviceAccount, cancellation),
                await unit.Trusts.FindAllAsync(serviceAccount, cancellation)),
            cancellationToken);
        var tokens = dependencies.IdentityTokens;
        if (tokens.TryRead(token) is not { } read)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "This is not an identity token: a signed JSON Web Token of at most 8 KiB, with 'iss' and 'sub', that says nothing twice.");
        }

        var common = new List<TrustProblem>();
        if (trusts.Any(trust => trust.Issuer == read.Issuer))
        {
            var signature = await tokens.CheckSignatureAsync(token, read.Issuer, cancellationToken);
            AddIfAny(common, signature.Problem is { } problem ? new TrustProblem("signature", problem) : null);
        }

        AddIfAny(common, TrustCheck.FindProblemOfTimes(read, dependencies.Clock.GetUtcNow()));
        if (!account.IsActive)
        {
            common.Add(new TrustProblem("account", MessageText.Of($"The service account '{account.Name}' is not active.")));
        }

        return [.. trusts.Select(trust => new TrustTest(trust.Name, [.. TrustCheck.FindProblems(trust, read), .. common]))];
    }

    private static void AddIfAny(List<TrustProblem> problems, TrustProblem? problem)
    {
        if (problem is not null)
        {
            problems.Add(problem);
        }
    }

    private Trust Make(Id<User> serviceAccount, NewTrust trust, Workspace? workspace, DateTimeOffset now) => new()
    {
        Id = Id<Trust>.New(),
        Name = trust.Name,
        ServiceAccount = serviceAccount,
        Issuer = trust.Issuer,
        Subject = trust.Subject,
        Audience = trust.Audience,
        Claims = trust.Claims,
        IsReusable = trust.IsReusable,
        Role = trust.Role,
        Workspace = workspace?.Id,
        WorkspaceName = workspace?.Name,
        CreatedBy = caller.UserId,
        CreatedByName = caller.Name,
        Created = now,
        Updated = now,
    };

    private static async Task<User> RequireAccountAsync(IUnitOfWork unit, Id<User> serviceAccount, CancellationToken cancellationToken) =>
        await unit.Users.ServiceAccounts.FindByIdAsync(serviceAccount.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no service account with the id {serviceAccount}.");

    private static async Task<Trust> RequireAsync(
        IUnitOfWork unit, Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken)
    {
        await RequireAccountAsync(unit, serviceAccount, cancellationToken);
        return await Lookup.FindAsync(unit.Trusts.Of(serviceAccount), Kind, nameOrId, LookupMode.Exact, cancellationToken);
    }

    private static async Task EnsureFitsAsync(IUnitOfWork unit, Id<User> serviceAccount, string name, CancellationToken cancellationToken)
    {
        var present = await unit.Trusts.FindAllAsync(serviceAccount, cancellationToken);
        if (present.Any(trust => trust.Name == name))
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"This service account already has a trust named '{name}'.");
        }

        if (present.Count >= TrustRules.MaximumPerAccount)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"A service account can have at most {TrustRules.MaximumPerAccount} trusts. Remove one first.");
        }
    }
}
