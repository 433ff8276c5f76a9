using ZenML.Core.Errors;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Servers;

/// <summary>
/// What errors of a database server mean to a user. They carry no SQL and no values, so the driver's own, which quote
/// both, stay out.
/// </summary>
internal static class NetworkedErrors
{
    public static ZenException Translate(Exception exception, DatabaseServer server) => server.Classify(exception) switch
    {
        Failure.Taken => new(ErrorCode.AlreadyExists, "Something of that name already exists. Nothing was changed."),
        Failure.Referred => new(
            ErrorCode.NotFound,
            "Something that this refers to no longer exists, or is still in use. Nothing was changed."),
        Failure.TooLong => new(ErrorCode.TooLarge,
            $"A text is longer than the database '{server.Place}' can hold where it belongs, or the whole is larger "
            + $"than the server accepts. Nothing was changed."),
        Failure.Contended or Failure.Locked => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' was busy with the work of others for too long. Nothing was changed. Try again."),
        Failure.Unreachable => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' cannot be reached, or the connection was lost. Check that the server runs "
            + $"and that the address is right, and try again."),
        Failure.Untrusted => new(ErrorCode.StoreUnavailable,
            $"The certificate of the database '{server.Place}' is not trusted, or is not for that host, so nothing "
            + $"was sent. Name the file of the certificates that vouch for it in "
            + $"the URL of the store: ?sslrootcert=FILE (or ssl_ca=FILE)."),
        Failure.Full => new(ErrorCode.StoreUnavailable,
            $"There is no room on the disk of the database '{server.Place}'. Nothing was changed. Make room and try again."),
        Failure.LoginRefused => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' refuses the user or the password. Check both in the URL of the store; "
            + $"what is special in a URL must be percent-encoded."),
        Failure.NotPermitted => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' does not permit this to the user of the URL. It must be allowed to create "
            + $"tables, and to read and write them."),
        Failure.NoDatabase => new(ErrorCode.StoreUnavailable, $"There is no database '{server.Place}'. Create an empty one."),
        Failure.NotAStore => NotAStore(server),
        _ => new(
            ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' reports an error that the store does not know: {server.CodeOf(exception)}."),
    };

    /// <summary>A commit failed that may have happened.</summary>
    public static ZenException OutcomeUnknown(Exception exception, DatabaseServer server) => new(ErrorCode.OutcomeUnknown,
        $"Whether the change was made is not known: {Reason(exception, server)} while the change was being committed. "
        + WriteOutcome.HowToSee);

    private static string Reason(Exception exception, DatabaseServer server) => server.Classify(exception) switch
    {
        Failure.Full => $"the database '{server.Place}' had no room on its disk",
        Failure.Locked or Failure.Contended => $"the database '{server.Place}' did not answer in time",
        Failure.Unreachable => $"the connection to the database '{server.Place}' was lost",
        _ => $"the database '{server.Place}' reported the error {server.CodeOf(exception)}",
    };

    /// <summary>The database holds something else.</summary>
    public static ZenException NotAStore(DatabaseServer server) => new(ErrorCode.StoreDamaged,
        $"The database '{server.Place}' is not empty and is not a store of this program, or it is damaged. It was "
        + $"left untouched. Use an empty database, or restore "
        + $"the store from a backup.");

    /// <summary>A later version migrated the database while this one uses it.</summary>
    public static ZenException WasUpgraded(DatabaseServer server) => new(ErrorCode.StoreUnavailable,
        $"The database '{server.Place}' was upgraded by a newer version of zenml. This server is of an older version and "
        + $"can no longer write to it. Upgrade this server, then restart it. Nothing was changed.");

    /// <summary>The store is one of a later version.</summary>
    public static ZenException IsNewer(DatabaseServer server) => new(ErrorCode.StoreDamaged,
        $"The store in the database '{server.Place}' was made by a newer version of zenml. Use that version or a "
        + $"later one. The store was left untouched.");
}
