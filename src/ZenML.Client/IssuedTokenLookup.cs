using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>Finds tokens by their ids. They have no names.</summary>
/// <param name="list">Lists the tokens to search.</param>
internal sealed class IssuedTokenLookup(Func<ListQuery, CancellationToken, Task<Page<IssuedToken>>> list) : ILookupSource<IssuedToken>
{
    public async Task<IssuedToken?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        (await list(new ListQuery { ["id"] = id.ToString("D"), Size = 1 }, cancellationToken)).Items is [var found, ..] ? found : null;

    public Task<IReadOnlyList<IssuedToken>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IssuedToken>>([]);

    public async Task<IReadOnlyList<IssuedToken>> FindByIdPrefixAsync(
        string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        (await list(new ListQuery { ["id"] = $"startswith:{hexadecimalPrefix}", Size = limit }, cancellationToken)).Items;

    public Task<IReadOnlyList<IssuedToken>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IssuedToken>>([]);
}
