using ZenML.Cli.Output;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Secrets.Deleted;

/// <summary>The deleted secrets of one name. A name can have been deleted any number of times.</summary>
internal static class DeletedNamesakes
{
    private const int Shown = 10;

    /// <summary>Returns the deleted secrets that have the name of one of them, the one that was deleted last first.</summary>
    /// <param name="client">The store.</param>
    /// <param name="found">The one of which the name is known. It is among them.</param>
    /// <param name="scope">If given, only those of that scope.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task<IReadOnlyList<SecretInfo>> FindAsync(
        ZenClient client, SecretInfo found, SecretScope? scope, CancellationToken cancellationToken)
    {
        var query = new ListQuery { Workspace = found.Workspace.Id, Size = QueryParser.MaximumSize };
        query["name"] = $"equals:{found.Name.Value}";
        return
        [
            .. (await client.DeletedSecrets.ListPageAsync(query, cancellationToken)).Items.Select(deleted => deleted.Secret)
                .Where(secret => secret.Name == found.Name && (scope is null || secret.Scope == scope)),
        ];
    }

    /// <summary>A line for each, with its id, at most ten.</summary>
    public static string Describe(IReadOnlyCollection<SecretInfo> secrets) => string.Join(Environment.NewLine,
    [
        .. secrets.Take(Shown).Select(secret => MessageText.Of(
            $"  {secret.Id}  {SecretDocument.Text(secret.Scope)} scope, deleted {Optional.Cell(secret.Deleted)}")),
        .. secrets.Count > Shown ? (string[])["  ... and more: zenml secret list --deleted"] : [],
    ]);
}
