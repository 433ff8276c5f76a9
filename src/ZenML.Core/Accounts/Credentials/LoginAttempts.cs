using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Counts failed logins in the database, shared by all replicas, and refuses further attempts after too many. A refused
/// attempt is not verified, so its duration reveals nothing. Failures and refusals are recorded in the audit log;
/// repeated ones share a record.
/// </summary>
internal sealed class LoginAttempts(ServiceDependencies dependencies)
{
    // About 20 MB. Only an attacker with very many networks exceeds it; then the oldest counts are dropped.
    private const int MostCounts = 100_000;

    private const int FailuresBetweenChecks = 500;

    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromDays(1);

    private int failures;

    /// <summary>Throws after too many failed attempts.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="refusal">The audit event of a refusal.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>.</exception>
    public async Task EnsureAllowedAsync(LoginAttempt attempt, AuditEvent refusal, CancellationToken cancellationToken)
    {
        var subjects = attempt.Counted.Select(counted => counted.Subject).ToArray();
        var counts = await dependencies.Database.ReadOneAsync(
            (unit, token) => unit.LoginHistory.FindCountsAsync(subjects, token), cancellationToken);
        if (attempt.FindRetryDelay(counts, dependencies.Clock.GetUtcNow()) is { } wait)
        {
            Record(attempt, refusal);
            throw TooMany(wait);
        }
    }

    /// <summary>Counts a failed attempt. Cannot be cancelled, so that a client cannot avoid it by disconnecting.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="failure">The audit event.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>: this attempt exceeds the limit.</exception>
    public async Task FailAsync(LoginAttempt attempt, AuditEvent failure)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var mustCheckSize = Interlocked.Increment(ref failures) % FailuresBetweenChecks == 0;
        var counts = await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var counts = await CountAsync(unit.LoginHistory, attempt, now, token);
                await unit.LoginHistory.DeleteExpiredCountsAsync(now, token);
                if (mustCheckSize)
                {
                    await unit.LoginHistory.DeleteCountsBeyondAsync(MostCounts, token);
                }

                return counts;
            },
            CancellationToken.None);
        Record(attempt, failure);
        if (attempt.FindRetryDelay(counts, now) is { } wait)
        {
            throw TooMany(wait);
        }
    }

    /// <summary>Records a successful attempt, in the transaction that grants the login.</summary>
    public async Task SucceedAsync(IUnitOfWork unit, LoginAttempt attempt, User user, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        await unit.LoginHistory.DeleteCountAsync(attempt.AccountAndHost, cancellationToken);
        if (attempt.LastLogin is not { } last || (now - last).Duration() >= BetweenUpdates)
        {
            await unit.LoginHistory.SaveLastLoginAsync(user.Id, attempt.From.Host, now, cancellationToken);
        }
    }

    private static async Task<IReadOnlyDictionary<string, LoginCount>> CountAsync(
        ILoginHistory history, LoginAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var previous = await history.FindCountsAsync([.. attempt.Counted.Select(counted => counted.Subject)], cancellationToken);
        var counts = new Dictionary<string, LoginCount>(StringComparer.Ordinal);
        foreach (var (subject, limit) in attempt.Counted)
        {
            var present = previous.GetValueOrDefault(subject);
            counts[subject] = present is not null && present.IsCurrent(limit.Window, now)
                ? present with { Failures = present.Failures + 1 }
                : new LoginCount(1, now + limit.Window);
            await history.SaveCountAsync(subject, counts[subject], isNew: present is null, cancellationToken);
        }

        return counts;
    }

    private static ZenException TooMany(TimeSpan wait)
    {
        var rounded = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(wait.TotalSeconds)));
        return new ZenException(
            ErrorCode.TooManyAttempts, $"Too many failed logins. Try again in {Number.Of((long)rounded.TotalSeconds, "second")}.")
        {
            RetryAfter = rounded,
        };
    }

    /// <remarks>
    /// Known accounts have one record per host. Unknown names share one per site: otherwise every invented name would
    /// create one.
    /// </remarks>
    private void Record(LoginAttempt attempt, AuditEvent refused)
    {
        var origin = refused.UserId is null ? attempt.From.Site : attempt.From.Host;
        dependencies.Reads.RecordRepeated($"{refused.Action}\n{refused.Outcome}\n{refused.UserId}\n{origin}", refused);
    }
}
