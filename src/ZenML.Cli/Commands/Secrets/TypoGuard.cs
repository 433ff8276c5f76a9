using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>
/// Refuses new keys and new secrets whose name is probably a typo of an existing one, so that a rotation does not change what nobody
/// reads. What is similar, <see cref="SimilarNames"/> decides for all commands.
/// </summary>
internal sealed class TypoGuard(CliContext context)
{
    /// <summary>More secrets than this come from a program, and a lookup for each of them would take longer than the import.</summary>
    private const int MostImports = 50;

    private const int MostCompared = 100;

    /// <summary>Makes sure that no new key of a secret is probably a typo.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="present">The keys that it has and keeps.</param>
    /// <param name="set">The keys that are set.</param>
    /// <param name="remedy">What allows it.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void EnsureKeysMeant(string secret, IReadOnlyCollection<string> present, IEnumerable<string> set, string remedy)
    {
        if (SimilarNames.Find(present, set) is var (added, similar))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The secret '{secret}' has no key '{added}', but a similar one: '{similar}'. Nothing was changed. To add '{added}' as a "
                    + $"new key, use {remedy}.");
        }
    }

    /// <summary>Makes sure that what sets keys, and creates a secret if there is none of that name, was meant.</summary>
    /// <param name="name">The exact name of the secret.</param>
    /// <param name="scope">Where it is looked up; null for both scopes.</param>
    /// <param name="set">The keys that are set.</param>
    /// <param name="keyRemedy">What allows a new key.</param>
    /// <param name="nameRemedy">What allows a new secret.</param>
    /// <param name="cancellationToken">Cancels the lookup.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public async Task EnsureMeantAsync(
        string name, SecretScope? scope, IEnumerable<string> set, string keyRemedy, string nameRemedy, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, scope, cancellationToken) is { } present)
        {
            EnsureKeysMeant(name, present.Keys, set, keyRemedy);
        }
        else if (await FindSimilarAsync(name, exists: false, cancellationToken) is { } similar)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"There is no secret '{name}', but one with a similar name: '{similar}'. Nothing was changed. To create '{name}', use "
                    + $"{nameRemedy}.");
        }
    }

    /// <summary>Makes sure that an import was meant. Keys that replace all others are not compared with them.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public async Task EnsureMeantAsync(IReadOnlyCollection<SecretImport> imports, CancellationToken cancellationToken)
    {
        if (imports.Count > MostImports)
        {
            return;
        }

        foreach (var import in imports)
        {
            await EnsureMeantAsync(
                import.Name.Value, import.Scope, import.ReplaceAll ? [] : import.Values.Keys, "--yes", "--yes", cancellationToken);
        }
    }

    /// <summary>Warns if a secret that was created on purpose has a name similar to that of another.</summary>
    public async Task WarnIfSimilarAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindSimilarAsync(name, exists: true, cancellationToken) is { } similar)
            {
                context.Writer.Warn($"There is also a secret with a similar name: '{similar}'.");
            }
        }
        catch (ZenException)
        {
            // The secret was created.
        }
    }

    private async Task<SecretInfo?> FindAsync(string name, SecretScope? scope, CancellationToken cancellationToken)
    {
        try
        {
            // A lookup finds ids too, which nothing that creates secrets means.
            var found = await context.Client.Secrets.FindAsync(name, scope, LookupMode.Exact, cancellationToken);
            return found.ReferenceName == name ? found : null;
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <remarks>One slip leaves the first or the last half of a name as it is, and filters ignore capitals.</remarks>
    private async Task<string?> FindSimilarAsync(string name, bool exists, CancellationToken cancellationToken)
    {
        if (name.Any(char.IsSurrogate))
        {
            return null;
        }

        var half = (name.Length - 1) / 2;
        string[] filters = half == 0 ? [$"contains:{name}"] : [$"startswith:{name[..half]}", $"endswith:{name[^half..]}"];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var filter in filters)
        {
            var query = new ListQuery { ["name"] = filter, Size = MostCompared };
            var page = await context.Client.Secrets.ListPageAsync(query, cancellationToken);
            names.UnionWith(page.Items.Select(secret => secret.ReferenceName));
        }

        if (exists)
        {
            names.Remove(name);
        }

        return SimilarNames.Find(names, [name])?.Present;
    }
}
