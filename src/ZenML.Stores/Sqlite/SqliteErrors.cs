using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sqlite;

/// <summary>What SQLite's errors mean to a user. The messages carry neither SQL nor values.</summary>
internal static class SqliteErrors
{
    // SQLITE_IOERR_SHMSIZE: the file of the index of the log cannot be made as long as it must be.
    private const int NoRoomForIndex = raw.SQLITE_IOERR | (19 << 8);

    // How SQLite tells of statements that grow with what a request asks for, all with the same code as mistakes in the SQL.
    private static readonly string[] RequestFaults =
    [
        "Expression tree is too large", "too many SQL variables", "parser stack overflow", "too many terms in compound SELECT",
        "LIKE or GLOB pattern too complex",
    ];

    public static ZenException Translate(SqliteException exception, string database) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT => Constraint(exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(ErrorCode.StoreUnavailable,
            $"Another process locked the store '{database}' for too long. Try again.", exception),
        _ when IsOfNoRoom(exception) => NoRoom(database, exception),
        raw.SQLITE_TOOBIG => new(ErrorCode.TooLarge,
            "A text, or the whole request, is larger than the store accepts. Nothing was changed.", exception),
        raw.SQLITE_ERROR when RequestFaults.Any(fault => exception.Message.Contains(fault, StringComparison.Ordinal)) =>
            new(ErrorCode.InvalidArgument, "The request has too many values, or too long ones, for the store. Use fewer.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be written. Check the permissions of the file and its folder.", exception),
        raw.SQLITE_CANTOPEN => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be opened. Check that the file and its folder exist and that you can read and write them.",
            exception),
        raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be read or written: the disk or file system reported an error. Check the disk and try again.",
            exception),
        _ => Damaged(database, exception),
    };

    /// <summary>
    /// Whether there is no room on the disk: for the file, or for the index of its log, which SQLite reports as an error of the
    /// file system.
    /// </summary>
    public static bool IsOfNoRoom(SqliteException exception) =>
        exception.SqliteErrorCode == raw.SQLITE_FULL || exception.SqliteExtendedErrorCode == NoRoomForIndex;

    /// <summary>There is no room on the disk.</summary>
    public static ZenException NoRoom(string database, Exception? cause = null) => new(ErrorCode.StoreUnavailable,
        $"The disk of the store '{database}' is full. Nothing was changed. Free some space and try again.", cause);

    /// <summary>A commit failed that may have happened.</summary>
    public static ZenException OutcomeUnknown(Exception exception, string database) => new(ErrorCode.OutcomeUnknown,
        $"It is unknown whether the change was made: the disk or file system reported an error while writing the store '{database}'. "
        + $"Check the disk. {WriteOutcome.HowToSee}",
        exception);

    /// <summary>SQLite rolled a transaction back on its own.</summary>
    public static ZenException TransactionLost(string database) => new(ErrorCode.StoreUnavailable,
        $"The store '{database}' could not finish a transaction. Nothing was changed. Try again.");

    /// <summary>The file is not a store, or not a whole one.</summary>
    public static ZenException Damaged(string database, Exception? cause = null) => new(ErrorCode.StoreDamaged,
        $"The file '{database}' is not a zenml store, or it is damaged. It was not changed. Restore it from a "
        + $"backup, or move it away to start with an empty store.",
        cause);

    private static ZenException Constraint(SqliteException exception) =>
        exception.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY
            ? new(ErrorCode.AlreadyExists, "A resource with this name already exists. Nothing was changed.", exception)
            : new(
                ErrorCode.NotFound,
                "A related resource no longer exists or is still in use. Nothing was changed.",
                exception);
}
