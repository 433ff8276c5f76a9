using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class LoginHistoryRepository(SqlSession session) : ILoginHistory
{
    // A person logs in from a few; a program that always has another address must not fill the table.
    private const long MostHosts = 100;

    public async Task<IReadOnlyDictionary<string, LoginCount>> FindCountsAsync(
        IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var rows = await InList.QueryAsync(
            session, "SELECT c.subject, c.failures, c.expires FROM login_counts c WHERE c.subject IN", subjects,
            reader => KeyValuePair.Create(reader.GetString(0), new LoginCount(reader.GetInt64(1), reader.GetTime(2))), cancellationToken);
        return rows.ToDictionary(StringComparer.Ordinal);
    }

    public Task SaveCountAsync(string subject, LoginCount count, bool isNew, CancellationToken cancellationToken) => session.ExecuteAsync(
        isNew
            ? "INSERT INTO login_counts (subject, failures, expires) VALUES (@subject, @failures, @expires)"
            : "UPDATE login_counts SET failures = @failures, expires = @expires WHERE subject = @subject",
        cancellationToken, ("@subject", subject), ("@failures", count.Failures), ("@expires", count.Expires.ToStored()));

    public Task DeleteCountAsync(string subject, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM login_counts WHERE subject = @subject", cancellationToken, ("@subject", subject));

    public Task DeleteExpiredCountsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM login_counts WHERE expires < @now", cancellationToken, ("@now", now.ToStored()));

    /// <remarks>The table in the table is for MySQL, which does not read what it deletes from.</remarks>
    public Task DeleteCountsBeyondAsync(int most, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM login_counts WHERE expires <= (
            SELECT MAX(o.expires) FROM (SELECT c.expires FROM login_counts c ORDER BY c.expires DESC LIMIT 1 OFFSET @most) o)
        """,
        cancellationToken, ("@most", (long)most));

    public async Task<DateTimeOffset?> FindLastLoginAsync(Id<User> user, string host, CancellationToken cancellationToken)
    {
        var times = await session.QueryAsync(
            "SELECT h.last_login FROM login_hosts h WHERE h.user_id = @user AND h.host = @host",
            reader => reader.GetTime(0), cancellationToken, ("@user", user.ToStored()), ("@host", host));
        return times is [var time] ? time : null;
    }

    public async Task SaveLastLoginAsync(Id<User> user, string host, DateTimeOffset time, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters = [("@user", user.ToStored()), ("@host", host), ("@time", time.ToStored())];
        if (await session.ExecuteAsync("UPDATE login_hosts SET last_login = @time WHERE user_id = @user AND host = "
            + "@host", cancellationToken, parameters) > 0)
        {
            return;
        }

        await session.ExecuteAsync(
            "INSERT INTO login_hosts (user_id, host, last_login) VALUES (@user, @host, @time)",
            cancellationToken,
            parameters);
        await session.ExecuteAsync(
            """
            DELETE FROM login_hosts WHERE user_id = @user AND last_login <= (
                SELECT MAX(o.last_login) FROM (SELECT h.last_login FROM login_hosts h WHERE h.user_id = @user
                    ORDER BY h.last_login DESC LIMIT 1 OFFSET @most) o)
            """,
            cancellationToken, ("@user", user.ToStored()), ("@most", MostHosts));
    }
}
