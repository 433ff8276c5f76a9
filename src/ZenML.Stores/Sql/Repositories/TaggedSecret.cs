using System.Data.Common;
using ZenML.Core.Secrets;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>A row of a secret with its tag.</summary>
/// <param name="Id">The id as it is stored.</param>
/// <param name="Secret">What the row says; null if it cannot be read.</param>
/// <param name="Tag">The tag; null for none.</param>
internal sealed record TaggedSecret(string Id, SecretInfo? Secret, byte[]? Tag)
{
    private const string Page =
        $"SELECT {SecretRows.Columns}, s.tag FROM secrets s {SecretRows.Joins} WHERE s.id > @after ORDER BY s.id LIMIT @limit";

    /// <summary>The rows that follow one, in the order of their ids.</summary>
    public static Task<List<TaggedSecret>> ReadPageAsync(
        SqlSession session, string after, int limit, CancellationToken cancellationToken) =>
        session.QueryAsync(Page, Map, cancellationToken, ("@after", after), ("@limit", (long)limit));

    /// <summary>Reads a row of the columns of a secret and its tag.</summary>
    public static TaggedSecret Map(DbDataReader reader)
    {
        SecretInfo? secret = null;
        try
        {
            secret = SecretRows.Map(reader);
        }
        catch (Exception exception) when (exception is not (DbException or OperationCanceledException))
        {
            // Whoever asks for pages of rows looks for damage.
        }

        const int tag = SecretRows.ColumnCount;
        return new TaggedSecret(reader.GetString(0), secret, reader.IsDBNull(tag) ? null : reader.GetBytes(tag));
    }
}
