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
        Failure.Taken => new(ErrorCode.AlreadyExists, "A resource with this name already exists. Nothing was changed."),
        Failure.Referred => new(
            ErrorCode.NotFound,
            "A related resource no longer exists or is still in use. Nothing was changed."),
        Failure.TooLong => new(ErrorCode.TooLarge,
            $"A text is too long for the database '{server.Place}', or the whole request is larger "
            + $"than the server accepts. Nothing was changed."),
        Failure.TooComplex => new(ErrorCode.InvalidArgument,
            $"The request has too many values, or too long ones, for the database '{server.Place}'. Use fewer."),
        Failure.Contended or Failure.Locked => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' was busy for too long. Nothing was changed. Try again."),
        Failure.Unreachable => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' cannot be reached, or the connection was lost. Check that the server runs "
            + $"and that the address is right, and try again."),
        Failure.Untrusted => new(ErrorCode.StoreUnavailable,
            $"The certificate of the database '{server.Place}' is not trusted, or is not for that host, so nothing "
            + $"was sent. To trust it, add the file with its certificates to "
            + $"the store URL: ?sslrootcert=FILE (or ssl_ca=FILE)."),
        Failure.Full => new(ErrorCode.StoreUnavailable,
            $"The disk of the database '{server.Place}' is full. Nothing was changed. Free some space and try again."),
        Failure.LoginRefused => new(ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' rejected the user or password. Check both in the store URL; "
            + $"special characters must be percent-encoded."),
        Failure.NotPermitted => new(ErrorCode.StoreUnavailable,
            $"The user in the store URL lacks permissions in the database '{server.Place}'. It must be allowed to create "
            + $"tables, and to read and write them."),
        Failure.NoDatabase => new(ErrorCode.StoreUnavailable, $"The database '{server.Place}' does not exist. Create an empty one."),
        Failure.NotAStore => NotAStore(server),
        _ => new(
            ErrorCode.StoreUnavailable,
            $"The database '{server.Place}' reported an unexpected error: {server.CodeOf(exception)}."),
    };

    /// <summary>A commit failed that may have happened.</summary>
    public static ZenException OutcomeUnknown(Exception exception, DatabaseServer server) => new(ErrorCode.OutcomeUnknown,
        $"It is unknown whether the change was made: {Reason(exception, server)} while the change was being committed. "
        + WriteOutcome.HowToSee);

    private static string Reason(Exception exception, DatabaseServer server) => server.Classify(exception) switch
    {
        Failure.Full => $"the disk of the database '{server.Place}' was full",
        Failure.Locked or Failure.Contended => $"the database '{server.Place}' did not respond in time",
        Failure.Unreachable => $"the connection to the database '{server.Place}' was lost",
        _ => $"the database '{server.Place}' reported the error {server.CodeOf(exception)}",
    };

    /// <summary>The database holds something else.</summary>
    public static ZenException NotAStore(DatabaseServer server) => new(ErrorCode.StoreDamaged,
        $"The database '{server.Place}' is not empty and is not a zenml store, or it is damaged. It was "
        + $"not changed. Use an empty database, or restore "
        + $"the store from a backup.");

    /// <summary>A later version migrated the database while this one uses it.</summary>
    public static ZenException WasUpgraded(DatabaseServer server) => new(ErrorCode.StoreUnavailable,
        $"The database '{server.Place}' was upgraded by a newer version of zenml. This server is of an older version and "
        + $"can no longer write to it. Upgrade this server, then restart it. Nothing was changed.");

    /// <summary>The store is one of a later version.</summary>
    public static ZenException IsNewer(DatabaseServer server) => new(ErrorCode.StoreDamaged,
        $"The store in the database '{server.Place}' was created by a newer version of zenml. Use that version or a "
        + $"later one. The store was not changed.");
}
