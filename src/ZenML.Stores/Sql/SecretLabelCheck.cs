using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql;

/// <summary>
/// Compares the labels by which lists find secrets with the tags in the rows of the secrets. A label has no tag of its own: one that was
/// changed from outside would make a filter find other secrets.
/// </summary>
internal sealed class SecretLabelCheck(SqlSession session)
{
    /// <summary>Finds the secrets of a page whose labels are not their tags, and labels of no secret.</summary>
    /// <param name="after">The id before the page.</param>
    /// <param name="rows">The page.</param>
    /// <param name="isLast">Whether no page follows.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>A description of each problem.</returns>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(
        string after, IReadOnlyList<TaggedSecret> rows, bool isLast, CancellationToken cancellationToken)
    {
        SqlParameter from = ("@after", after);
        var stored = await session.QueryAsync(
            $"""
            SELECT l.secret_id, l.label FROM secret_labels l WHERE l.secret_id > @after{(isLast ? "" : " AND l.secret_id <= @last")}
            """,
            reader => (Secret: reader.GetString(0), Label: reader.GetString(1)),
            cancellationToken,
            isLast ? [from] : [from, ("@last", rows[^1].Id)]);
        var labels = stored.ToLookup(row => row.Secret, row => row.Label, StringComparer.Ordinal);
        var known = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. rows.Where(row => row.Secret is { } secret && !Tags(secret).ToHashSet(StringComparer.Ordinal).SetEquals(labels[row.Id]))
                .Select(row => MessageText.Of($"secret {row.Id}: the tags that lists find it by are not those of its row")),
            .. labels.Select(group => group.Key).Where(id => !known.Contains(id))
                .Select(id => MessageText.Of($"secret {id}: there are tags of it, but no such secret")),
        ];
    }

    private static IEnumerable<string> Tags(SecretInfo secret) => secret.Details.Tags.Select(tag => $"{tag.Key}={tag.Value}");
}
