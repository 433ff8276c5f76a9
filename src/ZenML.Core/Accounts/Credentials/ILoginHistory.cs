using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What is remembered of logins. It is in the database, so that all replicas count together.</summary>
public interface ILoginHistory
{
    /// <summary>The counts of failed logins of these subjects, also those that expired; a subject without one is missing. One
    /// statement.</summary>
    Task<IReadOnlyDictionary<string, LoginCount>> FindCountsAsync(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);

    /// <summary>Writes the count of a subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="count">The count.</param>
    /// <param name="isNew">Whether it has none yet.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task SaveCountAsync(string subject, LoginCount count, bool isNew, CancellationToken cancellationToken);

    /// <summary>Deletes the count of a subject.</summary>
    Task DeleteCountAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Deletes the counts that have expired.</summary>
    Task DeleteExpiredCountsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the counts that expire soonest, but for as many as may be kept.</summary>
    Task DeleteCountsBeyondAsync(int most, CancellationToken cancellationToken);

    /// <summary>When an account last logged in from a host; null if it never did.</summary>
    Task<DateTimeOffset?> FindLastLoginAsync(Id<User> user, string host, CancellationToken cancellationToken);

    /// <summary>Writes when an account last logged in from a host, and forgets all but its latest hosts.</summary>
    Task SaveLastLoginAsync(Id<User> user, string host, DateTimeOffset time, CancellationToken cancellationToken);
}
