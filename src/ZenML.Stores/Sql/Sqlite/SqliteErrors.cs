using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>What SQLite's errors mean to a user. The messages carry neither SQL nor values.</summary>
internal static class SqliteErrors
{
    public static ZenException Translate(SqliteException exception, string database) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT => Constraint(exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' stayed locked by another process for too long. Try again.", exception),
        raw.SQLITE_FULL => new(ErrorCode.StoreUnavailable,
            $"There is no room on the disk of the store '{database}'. Nothing was changed. Make room and try again.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be written. Check the permissions of the file and its folder.", exception),
        raw.SQLITE_CANTOPEN => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be opened. Check that the file and its folder are there and that you may read and write them.", exception),
        raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_INTERRUPT => new(ErrorCode.StoreUnavailable,
            $"The store '{database}' cannot be read or written: the disk or file system reports an error. Check the disk and try again.", exception),
        _ => Damaged(database, exception),
    };

    /// <summary>A commit failed that may have happened.</summary>
    public static ZenException OutcomeUnknown(Exception exception, string database) => new(ErrorCode.OutcomeUnknown,
        $"Whether the change was made is not known: the disk or file system reported an error while the store '{database}' was "
        + $"written. Check the disk. {WriteOutcome.HowToSee}",
        exception);

    /// <summary>SQLite ended a transaction by itself.</summary>
    public static ZenException TransactionLost(string database) => new(ErrorCode.StoreUnavailable,
        $"The store '{database}' could not finish a transaction. Nothing was changed. Try again.");

    /// <summary>The file is not a store, or not a whole one.</summary>
    public static ZenException Damaged(string database, Exception? cause = null) => new(ErrorCode.StoreDamaged,
        $"The file '{database}' is not a store of zenml, or it is damaged. It was left untouched. Restore it from a backup, or move it away to begin with an empty store.",
        cause);

    private static ZenException Constraint(SqliteException exception) =>
        exception.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY
            ? new(ErrorCode.AlreadyExists, "Something of that name already exists. Nothing was changed.", exception)
            : new(ErrorCode.NotFound, "Something that this refers to no longer exists, or is still in use. Nothing was changed.", exception);
}
