using System.Data.Common;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Reads what can be read of the row of a deleted secret, so that a person can purge it by its id.</summary>
internal static class DamagedSecretRow
{
    private const string Unreadable = "unreadable";

    /// <summary>Reads a row of <see cref="SecretRows.Columns"/>. Never fails because of what it contains.</summary>
    /// <param name="reader">The row.</param>
    /// <param name="id">The id by which it was found.</param>
    public static SecretInfo Map(DbDataReader reader, Id<Secret> id) => TryRead(() => SecretRows.Map(reader)) ?? new SecretInfo
    {
        Id = id,
        Name = SecretName.TryParse(TryRead(() => reader.GetString(1)), out var name, out _) ? name : SecretName.Parse(Unreadable),
        Scope = SecretScope.Workspace,
        Workspace = TryRead(() => reader.GetWorkspace(3)) ?? new(new(Guid.Empty), Unreadable),
        User = TryRead(() => reader.GetUser(5)) ?? new(new(Guid.Empty), Unreadable),
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
        Version = 0,
        ValuesVersion = 0,
        Keys = [],

        // Only deleted secrets are read like this, and these have name spaces of their own.
        Deleted = DateTimeOffset.UnixEpoch,
    };

    private static TRead? TryRead<TRead>(Func<TRead> read)
        where TRead : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (DbException or OperationCanceledException))
        {
            return null;
        }
    }
}
