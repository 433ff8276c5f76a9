using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sqlite;

public sealed class SqliteErrorsTests
{
    [Theory]
    [InlineData(5, 5, ErrorCode.StoreUnavailable)]
    [InlineData(6, 262, ErrorCode.StoreUnavailable)]
    [InlineData(8, 8, ErrorCode.StoreUnavailable)]
    [InlineData(10, 778, ErrorCode.StoreUnavailable)]
    [InlineData(13, 13, ErrorCode.StoreUnavailable)]
    [InlineData(14, 14, ErrorCode.StoreUnavailable)]
    [InlineData(18, 18, ErrorCode.TooLarge)]
    [InlineData(11, 11, ErrorCode.StoreDamaged)]
    [InlineData(26, 26, ErrorCode.StoreDamaged)]
    [InlineData(1, 1, ErrorCode.StoreDamaged)]
    [InlineData(19, 2067, ErrorCode.AlreadyExists)]
    [InlineData(19, 1555, ErrorCode.AlreadyExists)]
    [InlineData(19, 787, ErrorCode.NotFound)]
    public void Every_SQLite_error_becomes_a_store_error(int code, int extendedCode, ErrorCode expected)
    {
        var exception = SqliteErrors.Translate(new SqliteException("SELECT secret", code, extendedCode), "/folder/file.db");

        Assert.Equal(expected, exception.Code);
        Assert.DoesNotContain("SELECT", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_is_too_large_for_SQLite_is_a_fault_of_the_request_and_not_of_the_store()
    {
        await using var store = await TemporaryStore.CreateAsync();
        using var connections = new SqliteConnections(store.Store.Path);
        using var session = connections.Rent();
        string[] statements =
        [
            $"SELECT {string.Join(" OR ", Enumerable.Repeat("?1 = 1", 2_000))}",
            $"SELECT 1 WHERE 1 IN ({string.Join(", ", Enumerable.Repeat("?", 40_000))})",
            string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", 1_000)),
        ];

        foreach (var statement in statements)
        {
            var exception = Assert.Throws<SqliteException>(() => session.Execute(statement));

            var translated = SqliteErrors.Translate(exception, store.Store.Path);
            Assert.True(translated.Code == ErrorCode.InvalidArgument, exception.Message);
        }
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(13, 13, true)]
    [InlineData(19, 787, true)]
    [InlineData(7, 7, true)]
    [InlineData(10, 1034, false)]
    [InlineData(10, 778, false)]
    [InlineData(11, 11, false)]
    public void F3_the_outcome_of_a_failed_commit_is_unknown_unless_SQLite_certainly_rolled_it_back(
        int code, int extendedCode, bool isTakenBack)
    {
        using var connections = new SqliteConnections("/folder/file.db");
        var transactions = new SqliteTransactions(connections, _ => null!);
        var exception = new SqliteException("COMMIT", code, extendedCode);

        Assert.Equal(isTakenBack, transactions.IsTakenBack(exception));
        var unknown = transactions.OutcomeUnknown(exception);
        Assert.Equal(ErrorCode.OutcomeUnknown, unknown.Code);
        Assert.Contains("zenml audit list", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_store_is_given_up_after_the_timeout()
    {
        await using var store = await TemporaryStore.CreateAsync();
        using var connections = new SqliteConnections(store.Store.Path, busyMilliseconds: 50);
        using var holder = connections.Rent();
        using var waiter = connections.Rent();
        holder.Execute("BEGIN IMMEDIATE");

        var exception = Assert.Throws<SqliteException>(() => waiter.Execute("BEGIN IMMEDIATE"));

        Assert.Equal(ErrorCode.StoreUnavailable, SqliteErrors.Translate(exception, store.Store.Path).Code);
        holder.Execute("ROLLBACK");
        waiter.Execute("BEGIN IMMEDIATE; COMMIT");
    }
}
