using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>
/// Logs people in with ID tokens of their identity provider. Created once per server. Only who presents a token that the provider signed
/// learns why it is refused; every failure is counted as failed logins are.
/// </summary>
/// <param name="dependencies">The dependencies.</param>
/// <param name="rules">The provider, and what its tokens decide.</param>
/// <param name="lifetime">How long the tokens that it grants are valid.</param>
public sealed class SingleSignOnLogins(ServiceDependencies dependencies, SingleSignOnRules rules, TimeSpan lifetime)
{
    /// <summary>The maximum number of logins that wait to be finished, per IPv4 address or IPv6 /64 network.</summary>
    public const int MaximumWaitingPerNetwork = 100;

    /// <summary>The maximum number of logins that wait to be finished.</summary>
    public const int MaximumWaiting = 20_000;

    private const string Rejected = "The identity token is not one that the identity provider of this server signed.";

    private readonly LoginAttempts attempts = new(dependencies);

    private readonly IIdentityTokens tokens = dependencies.IdentityTokens;

    private readonly SingleSignOnAccounts accounts = new(rules, dependencies);

    private readonly SingleSignOnMemberships memberships = new(rules, dependencies);

    /// <summary>The provider, and what its tokens decide.</summary>
    public SingleSignOnRules Rules => rules;

    /// <summary>Begins a login.</summary>
    /// <param name="from">The origin of the request. Limits apply per host.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>: too many logins wait to be finished.</exception>
    public async Task<SingleSignOnStart> BeginAsync(ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);

        // Anyone can ask, so a refusal must not cost a write transaction, for which others would wait.
        await dependencies.Database.ReadAsync((unit, token) => EnsureBelowLimitsAsync(unit, from, token), cancellationToken);
        var nonce = SecretToken.New();
        await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                await EnsureBelowLimitsAsync(unit, from, token);
                await unit.LoginNonces.AddAsync(SecretToken.Hash(nonce), from.Host, now + SingleSignOnCheck.LongestLogin, now, token);
                return true;
            },
            cancellationToken);
        return new SingleSignOnStart(nonce, SingleSignOnCheck.LongestLogin);
    }

    /// <summary>Whether a token says that it is from the provider. Nothing is verified.</summary>
    public bool Concerns(SensitiveString token) => tokens.TryRead(token)?.Issuer == rules.Issuer;

    /// <summary>Logs a person in.</summary>
    /// <param name="token">The ID token.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAuthenticated"/>; <see cref="ErrorCode.TooManyAttempts"/>; <see cref="ErrorCode.ServerBusy"/>: the provider
    /// does not answer.
    /// </exception>
    public Task<SingleSignOnGrant> LogInAsync(SensitiveString token, ClientAddress from, CancellationToken cancellationToken) =>
        LogInAsync(token, expectedNonce: null, lifetime, from, cancellationToken);

    /// <summary>Logs a person in by a login that this server began itself.</summary>
    /// <param name="token">The ID token.</param>
    /// <param name="expectedNonce">The nonce that it must have; null for any that <see cref="BeginAsync"/> returned.</param>
    /// <param name="sessionLifetime">How long the session is valid.</param>
    /// <param name="from">The origin of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">As above.</exception>
    public async Task<SingleSignOnGrant> LogInAsync(
        SensitiveString token,
        SensitiveString? expectedNonce,
        TimeSpan sessionLifetime,
        ClientAddress from,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        var read = tokens.TryRead(token);
        read = read?.Issuer == rules.Issuer ? read : null;
        var attempt = await AttemptAsync(read, from, cancellationToken);
        await attempts.EnsureAllowedAsync(attempt, Event(AuditOutcome.Refused, from), cancellationToken);
        if (read is null)
        {
            throw await FailAsync(attempt, Event(AuditOutcome.Failed, from), Rejected);
        }

        var signature = await tokens.CheckSignatureAsync(token, rules.Issuer, cancellationToken);
        if (signature.Outcome == SignatureOutcome.Unavailable)
        {
            // Nobody has tried anything wrong.
            throw new ZenException(ErrorCode.ServerBusy, "The identity provider does not answer. Try again in a minute.");
        }

        if (signature.Outcome == SignatureOutcome.Invalid)
        {
            throw await FailAsync(attempt, Event(AuditOutcome.Failed, from), Rejected);
        }

        // From here on, what the token says is what the provider says.
        var failure = Event(AuditOutcome.Failed, from) with { ResourceName = AuditedIdentity.Describe(read.Issuer, read.Subject) };
        var problem = SingleSignOnCheck.FindProblem(read, rules, dependencies.Clock.GetUtcNow()) ?? FindProblemOfNonce(read, expectedNonce);
        if (problem is not null)
        {
            throw await FailAsync(attempt, failure, problem);
        }

        try
        {
            return await dependencies.Database.WriteAsync(
                (unit, cancellation) => GrantAsync(unit, read, attempt, sessionLifetime, cancellation), cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            throw await FailAsync(attempt, failure, exception.Message);
        }
    }

    private static string? FindProblemOfNonce(IdentityToken read, SensitiveString? expected) =>
        expected is null || (SingleSignOnCheck.NonceOf(read) is { } nonce
            && SecretToken.Matches(new SensitiveString(nonce), SecretToken.Hash(expected)))
            ? null
            : "The identity token is from another login. Log in again.";

    private static string HashOf(IdentityToken token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Issuer}\n{token.Identifier}")));

    private async Task<SingleSignOnGrant> GrantAsync(
        IUnitOfWork unit, IdentityToken read, LoginAttempt attempt, TimeSpan sessionLifetime, CancellationToken cancellationToken)
    {
        var (now, from) = (dependencies.Clock.GetMicrosecondUtcNow(), attempt.From);
        await UseUpAsync(unit, read, now, cancellationToken);
        var (found, linked) = await accounts.FindAsync(unit, read, from, cancellationToken);
        var (account, identity, missing) = await memberships.ApplyAsync(unit, found, linked, read, from, cancellationToken);
        await unit.Identities.SaveAsync(identity with { LastLogin = now }, cancellationToken);
        var credentials = await unit.Credentials.FindAsync(account.Id, cancellationToken);
        var claims = TokenClaims.OfLogin(account.Id, credentials.Generation) with { IsSingleSignOn = true };
        var grant = new LoginGrant(account, claims) { Lifetime = sessionLifetime };
        await attempts.SucceedAsync(unit, attempt, account, cancellationToken);
        await unit.Tokens.AddAsync(claims, now, now + sessionLifetime, from.Text, cancellationToken);
        var caller = SingleSignOnAccounts.CallerOf(account, from);
        await unit.Audit.AddAsync(
            [AuditEvent.Of(caller, now, AuditAction.Login, "user", AuditedIdentity.LoggedIn(identity))], cancellationToken);
        await LoginsAfterReset.RecordAsync(unit, account, from.Text, now, cancellationToken);
        return new SingleSignOnGrant(grant, missing);
    }

    /// <summary>Makes sure that a token opens one session: by its nonce, or else by what distinguishes it from others.</summary>
    private static async Task UseUpAsync(IUnitOfWork unit, IdentityToken read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isFirstUse = SingleSignOnCheck.NonceOf(read) is { } nonce
            ? await unit.LoginNonces.TryUseAsync(SecretToken.Hash(new SensitiveString(nonce)), now, cancellationToken)
            : await unit.Trusts.TryUseAsync(HashOf(read), read.Expires!.Value + TrustCheck.Tolerance, now, cancellationToken);
        if (!isFirstUse)
        {
            throw new ZenException(
                ErrorCode.NotAuthenticated, "This login was already finished, or took more than ten minutes. Log in again.");
        }
    }

    private async Task<LoginAttempt> AttemptAsync(IdentityToken? read, ClientAddress from, CancellationToken cancellationToken)
    {
        var lastLogin = read is null
            ? null
            : await dependencies.Database.ReadAsync(
                async (unit, token) => await unit.Identities.FindAsync(read.Issuer, read.Subject, token) is { } known
                    ? await unit.LoginHistory.FindLastLoginAsync(known.Account.Id, from.Host, token)
                    : null,
                cancellationToken);
        return LoginAttempt.ForIdentityToken(read?.Issuer, read?.Subject, from, lastLogin, dependencies.Clock.GetUtcNow());
    }

    private async Task<bool> EnsureBelowLimitsAsync(IUnitOfWork unit, ClientAddress from, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetUtcNow();
        return await unit.LoginNonces.CountAsync(from.Host, now, cancellationToken) < MaximumWaitingPerNetwork
            && await unit.LoginNonces.CountAsync(null, now, cancellationToken) < MaximumWaiting
            ? true
            : throw new ZenException(ErrorCode.TooManyAttempts, "Too many logins wait to be finished. Try again in a few minutes.")
            {
                RetryAfter = SingleSignOnCheck.LongestLogin,
            };
    }

    private async Task<ZenException> FailAsync(LoginAttempt attempt, AuditEvent failure, string reason)
    {
        await attempts.FailAsync(attempt, failure);
        return new ZenException(ErrorCode.NotAuthenticated, reason);
    }

    private AuditEvent Event(AuditOutcome outcome, ClientAddress from)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        return new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            Action = AuditAction.Login,
            ResourceType = "user",
            Address = from.Text,
            Outcome = outcome,
        };
    }
}
