using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Checks and resolves references on servers without our extensions, with one exact lookup per name, several at once. These servers
/// return the keys of a secret only with its values, so a check of keys reads values; a check of names does not.
/// </summary>
internal sealed class PlainReferences(RemoteSecrets secrets)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace,
        IReadOnlyList<SecretReference> references,
        SecretValidationLevel level,
        CancellationToken cancellationToken)
    {
        if (level == SecretValidationLevel.SecretExists)
        {
            var visible = await ForEachNameAsync(
                references, (name, token) => secrets.FindByNameAsync(workspace, name, token), cancellationToken);
            return [.. references.Select(reference => SecretResolver.Check(visible[reference.Name], reference, level))];
        }

        var opened = await OpenAsync(workspace, references, cancellationToken);
        return [.. references.Select(reference => Check(opened, reference))];
    }

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretReference> references, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(workspace, references, cancellationToken);
        MissingSecrets.ThrowIfAny(references.Select(reference => Check(opened, reference)));
        return references.ToDictionary(reference => reference, reference => opened[reference.Name]![reference.Key]);
    }

    private static ReferenceCheck Check(ConcurrentDictionary<string, Secret?> opened, SecretReference reference) => SecretResolver.Check(
        opened[reference.Name] is { } secret ? [secret.Info] : [], reference, SecretValidationLevel.SecretAndKeyExists);

    private Task<ConcurrentDictionary<string, Secret?>> OpenAsync(
        Id<Workspace> workspace, IEnumerable<SecretReference> references, CancellationToken cancellationToken) => ForEachNameAsync(
        references,
        async (name, token) =>
        {
            if (SecretResolver.Choose(await secrets.FindByNameAsync(workspace, name, token), name) is not { } chosen)
            {
                return null;
            }

            try
            {
                return await secrets.GetAsync(chosen, token);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
            {
                // Deleted meanwhile, or its values are missing: such a server reports both in the same way.
                return null;
            }
        },
        cancellationToken);

    private static async Task<ConcurrentDictionary<string, TFound>> ForEachNameAsync<TFound>(
        IEnumerable<SecretReference> references, Func<string, CancellationToken, Task<TFound>> find, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, TFound>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            references.Select(reference => reference.Name).Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (name, token) => found[name] = await find(name, token));
        return found;
    }
}
