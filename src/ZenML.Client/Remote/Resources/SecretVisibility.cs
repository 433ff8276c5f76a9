using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Removes other users' private secrets from lists: ZenML's own server lists the user-scoped secrets of everyone.
/// </summary>
/// <param name="list">The list of secrets.</param>
/// <param name="viewer">The caller.</param>
/// <param name="isConfined">
/// Whether the server already removes other users' private secrets, so that its pages can be used unchanged.
/// </param>
internal sealed class SecretVisibility(RemoteList list, Id<User> viewer, bool isConfined)
{
    /// <summary>Whether a secret exists for the caller.</summary>
    public bool Sees(SecretInfo secret) => Sees(secret, viewer);

    /// <summary>Whether a secret exists for an account. Only our own server shares private secrets, and says so.</summary>
    public static bool Sees(SecretInfo secret, Id<User> viewer) =>
        secret.Scope == SecretScope.Workspace || secret.User.Id == viewer || secret.IsShared;

    /// <summary>
    /// Makes sure that a server returned no secret that is private to another account. Only private secrets need the account that asks.
    /// </summary>
    public static async ValueTask EnsureAsync(IReadOnlyCollection<SecretInfo> secrets, Func<ValueTask<Id<User>>> findViewer)
    {
        if (secrets.Any(secret => secret.Scope != SecretScope.Workspace)
            && await findViewer() is var viewer && !secrets.All(secret => Sees(secret, viewer)))
        {
            throw WireValue.Unexpected("nothing but secrets of this account");
        }
    }

    /// <summary>Reads a row; null if it does not exist for the caller.</summary>
    public SecretInfo? Read(WireValue value) => WireReading.ReadSecretInfo(value) is var secret && Sees(secret) ? secret : null;

    /// <summary>Returns one page of the secrets that the caller may see. Other secrets do not count for the paging.</summary>
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
    /// Returns the number of other users' private secrets in the list; null if it cannot be queried, because the filters already use
    /// the scope or owner.
    /// </summary>
    private async Task<long?> CountForeignAsync(ResourceQuery query, QueryText written, CancellationToken cancellationToken)
    {
        if (query.MatchAny || query.Conditions.Any(condition => condition.Field.Name is "scope" or "user_id"))
        {
            return null;
        }

        var personal = written.With("scope", QueryWords.EqualTo(WireWords.Scopes.Of(SecretScope.User)));
        var all = await list.ReadPageAsync(personal, 1, 1, cancellationToken);
        if (all.Total == 0)
        {
            return 0;
        }

        var own = await list.ReadPageAsync(personal.With("user_id", QueryWords.EqualTo(viewer.ToString())), 1, 1, cancellationToken);
        return all.Total - own.Total;
    }
}
