using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Masking;

/// <summary>Reports each value that is read or written to an observer.</summary>
internal sealed class ObservedSecrets(ISecretsService secrets, Action<SensitiveString> observe) : ISecretsService
{
    public Task<SecretInfo> CreateAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        WrittenValues.ForEach(secret.Values, secret.Details, observe);
        return secrets.CreateAsync(secret, cancellationToken);
    }

    public async Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken) =>
        Observe(await secrets.GetAsync(id, cancellationToken));

    public async Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        Observe(await secrets.FindWithValuesAsync(workspace, text, scope, mode, cancellationToken));

    public async Task<IReadOnlyList<Secret>> FindManyWithValuesAsync(
        Id<Workspace> workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var found = await secrets.FindManyWithValuesAsync(workspace, texts, cancellationToken);
        foreach (var secret in found)
        {
            Observe(secret.Values);
        }

        return found;
    }

    public async Task<Page<Secret>> ListWithValuesAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await secrets.ListWithValuesAsync(query, cancellationToken);
        foreach (var secret in page.Items)
        {
            Observe(secret.Values);
        }

        return page;
    }

    public Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        WrittenValues.ForEach(update.Set, update.Details, observe);
        return secrets.UpdateAsync(id, update, cancellationToken);
    }

    public async Task<Secret> UpdateWithValuesAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        WrittenValues.ForEach(update.Set, update.Details, observe);
        return Observe(await secrets.UpdateWithValuesAsync(id, update, cancellationToken));
    }

    public Task DeleteAsync(Id<Secret> id, long? ifVersion, CancellationToken cancellationToken) =>
        secrets.DeleteAsync(id, ifVersion, cancellationToken);

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var resolved = await secrets.ResolveAsync(workspace, references, cancellationToken);
        foreach (var value in resolved.Values)
        {
            observe(value);
        }

        return resolved;
    }

    private Secret Observe(Secret secret)
    {
        Observe(secret.Values);
        return secret;
    }

    private void Observe(SecretValues values)
    {
        foreach (var value in values.Values)
        {
            observe(value);
        }
    }
}
