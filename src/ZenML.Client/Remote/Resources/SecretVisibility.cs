using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Leaves out of lists what is not the caller's: servers of ZenML list user-scoped secrets of everyone.
/// </summary>
/// <param name="list">The list of secrets.</param>
/// <param name="viewer">The caller.</param>
/// <param name="isConfined">
/// Whether the server leaves out itself what is not the caller's, so that its pages can be taken as they are.
/// </param>
internal sealed class SecretVisibility(RemoteList list, Id<User> viewer, bool isConfined)
{
    /// <summary>Whether a secret exists for the caller.</summary>
    public bool Sees(SecretInfo secret) => Sees(secret, viewer);

    /// <summary>Whether a secret exists for an account.</summary>
    public static bool Sees(SecretInfo secret, Id<User> viewer) => secret.Scope == SecretScope.Workspace || secret.User.Id == viewer;

    /// <summary>Reads a row; null if it does not exist for the caller.</summary>
    public SecretInfo? Read(WireValue value) => WireReading.ReadSecretInfo(value) is var secret && Sees(secret) ? secret : null;

    /// <summary>One page of what the caller sees. The pages are those of a list in which the rest is not.</summary>
    public async Task<Page<SecretInfo>> ReadPageAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var written = WireQuery.Write(query);
        if (isConfined || await CountForeignAsync(query, written, cancellationToken) == 0)
        {
            var page = (await list.ReadPageAsync(written, query.Page, query.Size, cancellationToken)).Select(WireReading.ReadSecretInfo);
            if (page.Items.All(Sees))
            {
                return page;
            }
        }

        var visible = list.ReadAllAsync(written, cancellationToken)
            .Select(Read)
            .Where(secret => secret is not null)
            .Select(secret => secret!);
        return await RemoteList.CutAsync(visible, query.Page, query.Size, cancellationToken);
    }

    /// <summary>
    /// How many rows of others the list has; null if the server cannot be asked, because scope and owner would mix with
    /// the filters.
    /// </summary>
    private async Task<long?> CountForeignAsync(ResourceQuery query, QueryText written, CancellationToken cancellationToken)
    {
        if (query.MatchAny || query.Conditions.Any(condition => condition.Field.Name is "scope" or "user_id"))
        {
            return null;
        }

        var personal = written.With("scope", "equals:user");
        var all = await list.ReadPageAsync(personal, 1, 1, cancellationToken);
        if (all.Total == 0)
        {
            return 0;
        }

        var own = await list.ReadPageAsync(personal.With("user_id", $"equals:{viewer}"), 1, 1, cancellationToken);
        return all.Total - own.Total;
    }
}
