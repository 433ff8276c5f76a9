using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Core.Credentials;

/// <summary>
/// Counts failed logins in the database, so that all replicas count together. The tenth within a minute is answered with <see cref="ErrorCode.TooManyAttempts"/>,
/// and until fewer are left in the last minute nothing is even tried.
/// </summary>
internal sealed class LoginAttempts(IDatabase database, TimeProvider clock)
{
    private const int Limit = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Refuses an attempt after too many failed ones.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>.</exception>
    public async Task EnsureAllowedAsync(string subject, CancellationToken cancellationToken)
    {
        var now = clock.GetMicrosecondUtcNow();
        var failures = await database.ReadAsync(
            (unit, token) => unit.Credentials.FindFailuresAsync(subject, now - Window, Limit, token), cancellationToken);
        ThrowIfTooMany(failures, now);
    }

    /// <summary>Records a failed attempt.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/> if it is one too many.</exception>
    public async Task FailAsync(string subject, AuditEvent failure, CancellationToken cancellationToken)
    {
        var now = clock.GetMicrosecondUtcNow();
        var failures = await database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Credentials.AddFailureAsync(subject, now, now - Window, token);
                await unit.Audit.AddAsync([failure], token);
                return await unit.Credentials.FindFailuresAsync(subject, now - Window, Limit, token);
            },
            cancellationToken);
        ThrowIfTooMany(failures, now);
    }

    private static void ThrowIfTooMany(IReadOnlyList<DateTimeOffset> latest, DateTimeOffset now)
    {
        if (latest.Count < Limit)
        {
            return;
        }

        var wait = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((latest[Limit - 1] + Window - now).TotalSeconds)));
        throw new ZenException(ErrorCode.TooManyAttempts, $"Too many logins failed. Try again in {wait.TotalSeconds:0} seconds.") { RetryAfter = wait };
    }
}
