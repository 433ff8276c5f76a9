using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Counts failed logins in the database, so that all replicas count together, and refuses attempts after too many. What is refused is not
/// tried, so it takes
/// equally long whatever was given. Failures and refusals are recorded in the audit, repeated ones in one record.
/// </summary>
internal sealed class LoginAttempts(ServiceDependencies dependencies)
{
    // Some twenty megabytes. Only someone with very many networks makes more, and then the oldest count no longer.
    private const int MostCounts = 100_000;

    private const int FailuresBetweenChecks = 500;

    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromDays(1);

    private int failures;

    /// <summary>Refuses an attempt after too many failed ones.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="refusal">What the audit records then.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>.</exception>
    public async Task EnsureAllowedAsync(LoginAttempt attempt, AuditEvent refusal, CancellationToken cancellationToken)
    {
        var counts = await dependencies.Database.ReadOneAsync(
            (unit, token) => unit.LoginHistory.FindCountsAsync([.. attempt.Counted.Select(counted => counted.Subject)], token), cancellationToken);
        if (attempt.FindRetryDelay(counts, dependencies.Clock.GetUtcNow()) is { } wait)
        {
            Record(attempt, refusal);
            throw TooMany(wait);
        }
    }

    /// <summary>Counts a failed attempt, also if whoever made it hung up: nothing ends this.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="failure">What the audit records.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/> if it is one too many.</exception>
    public async Task FailAsync(LoginAttempt attempt, AuditEvent failure)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var isToBeChecked = Interlocked.Increment(ref failures) % FailuresBetweenChecks == 0;
        var counts = await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var counts = await CountAsync(unit.LoginHistory, attempt, now, token);
                await unit.LoginHistory.DeleteExpiredCountsAsync(now, token);
                if (isToBeChecked)
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

    /// <summary>Notes a successful attempt, in the transaction that grants the login.</summary>
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
        var former = await history.FindCountsAsync([.. attempt.Counted.Select(counted => counted.Subject)], cancellationToken);
        var counts = new Dictionary<string, LoginCount>(StringComparer.Ordinal);
        foreach (var (subject, limit) in attempt.Counted)
        {
            var present = former.GetValueOrDefault(subject);
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
            ErrorCode.TooManyAttempts, $"Too many logins failed. Try again in {Number.Of((long)rounded.TotalSeconds, "second")}.")
        {
            RetryAfter = rounded,
        };
    }

    /// <remarks>An account is named for each host. What nobody knows is recorded for the site, or every invented name would make a
    /// record.</remarks>
    private void Record(LoginAttempt attempt, AuditEvent refused) => dependencies.Reads.RecordRepeated(
        $"{refused.Action}\n{refused.Outcome}\n{refused.UserId}\n{(refused.UserId is null ? attempt.From.Site : attempt.From.Host)}", refused);
}
