using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// Stores counts of failed logins and times of logins. It is in the database, so that all replicas share it.
/// </summary>
public interface ILoginHistory
{
    /// <summary>
    /// Returns the counts of failed logins by subject, including expired ones, in one statement. Subjects without one
    /// are missing.
    /// </summary>
    Task<IReadOnlyDictionary<string, LoginCount>> FindCountsAsync(
        IReadOnlyCollection<string> subjects, CancellationToken cancellationToken);

    /// <summary>Saves the count of a subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="count">The count.</param>
    /// <param name="isNew">Whether the subject has no count yet.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task SaveCountAsync(string subject, LoginCount count, bool isNew, CancellationToken cancellationToken);

    /// <summary>Deletes the count of a subject.</summary>
    Task DeleteCountAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Deletes expired counts.</summary>
    Task DeleteExpiredCountsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the counts that expire soonest, so that at most <paramref name="most"/> remain.</summary>
    Task DeleteCountsBeyondAsync(int most, CancellationToken cancellationToken);

    /// <summary>Returns when an account last logged in from a host, or null if it never did.</summary>
    Task<DateTimeOffset?> FindLastLoginAsync(Id<User> user, string host, CancellationToken cancellationToken);

    /// <summary>Saves when an account last logged in from a host, and deletes all but its latest hosts.</summary>
    Task SaveLastLoginAsync(Id<User> user, string host, DateTimeOffset time, CancellationToken cancellationToken);
}
