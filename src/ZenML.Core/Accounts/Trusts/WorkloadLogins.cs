using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>
/// Exchanges identity tokens of trusted issuers for tokens of service accounts. Created once per server. Whoever presents a
/// token that no trust fits learns nothing: the refusal is the same for an unknown issuer, a wrong signature and a subject
/// that nobody trusts, and it is counted as failed logins are.
/// </summary>
/// <param name="dependencies">The dependencies.</param>
/// <param name="lifetime">The maximum lifetime of the tokens that it grants.</param>
public sealed class WorkloadLogins(ServiceDependencies dependencies, TimeSpan lifetime)
{
    private const string Rejected =
        "The identity token is not accepted. An administrator can see why: zenml service-account trust test --help";

    private readonly LoginAttempts attempts = new(dependencies);

    private readonly IIdentityTokens tokens = dependencies.IdentityTokens;

    /// <summary>Logs a service account in with an identity token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="serviceAccount">The name or id of the service account; null for the one that trusts the token.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>; <see cref="ErrorCode.TooManyAttempts"/>; <see cref="ErrorCode.Ambiguous"/>: several
    /// service accounts trust the token.
    /// </exception>
    public async Task<WorkloadGrant> LogInAsync(
        SensitiveString token, string? serviceAccount, ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var read = tokens.TryRead(token);
        var found = read is null
            ? Candidates.None
            : await dependencies.Database.ReadAsync(
                (unit, cancellation) => FindAsync(unit, read, serviceAccount, from, cancellation), cancellationToken);
        var attempt = LoginAttempt.ForIdentityToken(read?.Issuer, read?.Subject, from, found.LastLogin, now);
        await attempts.EnsureAllowedAsync(attempt, Event(AuditOutcome.Refused, null, from), cancellationToken);
        if (read is null || !found.KnowsIssuer)
        {
            throw await FailAsync(attempt, Event(AuditOutcome.Failed, null, from));
        }

        // Also for a token that fits no trust: how long this takes must not tell which subjects are trusted.
        var signature = await tokens.CheckSignatureAsync(token, read.Issuer, cancellationToken);
        if (signature.Outcome == SignatureOutcome.Unavailable)
        {
            // Nobody has tried anything wrong.
            throw Rejection();
        }

        if (signature.Outcome == SignatureOutcome.Invalid)
        {
            throw await FailAsync(attempt, Event(AuditOutcome.Failed, null, from));
        }

        if (TrustCheck.FindProblemOfTimes(read, now) is not null || found.Accounts.Count == 0)
        {
            throw await FailAsync(attempt, Event(AuditOutcome.Failed, null, from) with { ResourceName = Describe(read) });
        }

        return found.Accounts.Count == 1
            ? await GrantAsync(found.Accounts[0], read, attempt, now, cancellationToken)
            : throw new ZenException(
                ErrorCode.Ambiguous, "Several service accounts trust this identity token. Name one of them as `service_account`.");
    }

    private static async Task<Candidates> FindAsync(
        IUnitOfWork unit, IdentityToken read, string? serviceAccount, ClientAddress from, CancellationToken cancellationToken)
    {
        var trusts = await unit.Trusts.FindByIssuerAsync(read.Issuer, cancellationToken);
        var accounts = new List<Candidate>();
        foreach (var group in trusts.Where(trust => TrustCheck.Fits(trust, read)).GroupBy(trust => trust.ServiceAccount))
        {
            var account = await unit.Users.ServiceAccounts.FindByIdAsync(group.Key.Value, cancellationToken);
            if (account is { IsActive: true } && IsNamed(account, serviceAccount))
            {
                var generation = (await unit.Credentials.FindAsync(account.Id, cancellationToken)).Generation;
                accounts.Add(new Candidate(account, generation, Widest(group)));
            }
        }

        var lastLogin = accounts is [var only]
            ? await unit.LoginHistory.FindLastLoginAsync(only.Account.Id, from.Host, cancellationToken)
            : null;
        return new Candidates(trusts.Count > 0, accounts, lastLogin);
    }

    private static bool IsNamed(User account, string? serviceAccount) =>
        serviceAccount is null || account.Name == serviceAccount
        || (Id<User>.TryParse(serviceAccount, out var id) && id == account.Id);

    /// <remarks>Each of them would accept the token, so the one that takes away least is chosen.</remarks>
    private static Trust Widest(IEnumerable<Trust> trusts) => trusts
        .OrderBy(trust => trust.Workspace is not null)
        .ThenByDescending(trust => trust.Role ?? Role.Owner)
        .First();

    private async Task<WorkloadGrant> GrantAsync(
        Candidate candidate, IdentityToken read, LoginAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (account, generation, trust) = candidate;
        var success = Event(AuditOutcome.Success, account, attempt.From) with
        {
            ResourceId = trust.Id.Value, ResourceName = $"{trust.Name}: {Describe(read)}",
        };
        var (latest, ofToken) = (now + lifetime, read.Expires!.Value + TrustCheck.Tolerance);
        var grant = new WorkloadGrant(
            account,
            TokenClaims.OfLogin(account.Id, generation) with { Trust = trust.Id },
            ofToken < latest ? ofToken : latest);
        var isFirstUse = await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var expires = read.Expires!.Value + TrustCheck.Tolerance;
                if (!trust.IsReusable && !await unit.Trusts.TryUseAsync(HashOf(read), expires, now, token))
                {
                    return false;
                }

                await unit.Trusts.RecordLoginAsync(trust.Id, now, token);
                await attempts.SucceedAsync(unit, attempt, account, token);
                await unit.Tokens.AddAsync(grant.Claims, now, grant.Expires, attempt.From.Text, token);
                await unit.Audit.AddAsync([success], token);
                return true;
            },
            cancellationToken);
        if (!isFirstUse)
        {
            throw await FailAsync(attempt, success with { Outcome = AuditOutcome.Failed });
        }

        return grant;
    }

    private async Task<ZenException> FailAsync(LoginAttempt attempt, AuditEvent failure)
    {
        await attempts.FailAsync(attempt, failure);
        return Rejection();
    }

    private static ZenException Rejection() => new(ErrorCode.NotAuthenticated, Rejected);

    /// <remarks>Only of tokens that the issuer signed: others could say anything.</remarks>
    private static string Describe(IdentityToken token) => $"{token.Subject} of {token.Issuer}";

    private static string HashOf(IdentityToken token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Issuer}\n{token.Identifier}")));

    private AuditEvent Event(AuditOutcome outcome, User? account, ClientAddress from)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        return new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            UserId = account?.Id,
            UserName = account?.Name ?? "",
            Action = AuditAction.Login,
            ResourceType = "trust",
            Address = from.Text,
            Outcome = outcome,
        };
    }

    private sealed record Candidate(User Account, long Generation, Trust Trust);

    private sealed record Candidates(bool KnowsIssuer, IReadOnlyList<Candidate> Accounts, DateTimeOffset? LastLogin)
    {
        public static Candidates None { get; } = new(false, [], null);
    }
}
