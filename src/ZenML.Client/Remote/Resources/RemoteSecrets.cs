using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Secrets on a server. Our own server returns key names and versions without decrypting a secret. ZenML's own server does not, and
/// also returns other users' private secrets, so the client filters its responses.
/// </summary>
internal sealed class RemoteSecrets : ISecretsService, ISecretMetadataService
{
    private const string PlainPath = ApiPaths.Secrets;
    private const string ExtendedPath = ExtensionPaths.Secrets;

    private readonly ServerConnection connection;
    private readonly CurrentAccount account;
    private readonly PlainReferences plainReferences;
    private readonly SecretCapabilities capabilities;

    public RemoteSecrets(ServerConnection connection, CurrentAccount account)
    {
        capabilities = new SecretCapabilities(connection);
        this.connection = connection;
        this.account = account;
        plainReferences = new PlainReferences(this);
    }

    public async Task<SecretInfo> CreateAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        SecretLimits.Check(secret.Values);
        var keepVersions = secret.KeepVersions is 0 ? null : secret.KeepVersions;
        await capabilities.EnsureKeepsVersionsAsync(keepVersions, cancellationToken);
        await capabilities.EnsureKeepsDetailsAsync(secret.Details, cancellationToken);
        await capabilities.EnsureRestrictsAsync(secret.IsRestricted, cancellationToken);
        var user = await account.GetAsync(cancellationToken);
        var answer = await connection.PostAsync(
            ApiPaths.OfWorkspace(secret.Workspace.ToString()) + ApiPaths.Secrets,
            SecretBodies.Create(secret, user.Id),
            cancellationToken);
        var created = ReadChanged(answer, valuesChanged: true) with { KeepVersions = keepVersions };
        return created.Name == secret.Name && created.Scope == secret.Scope && created.Workspace.Id == secret.Workspace ? created
            : throw Other();
    }

    public async Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken)
    {
        var answer = await connection.GetVersionedAsync($"{PlainPath}/{id}", cancellationToken);
        var secret = WireReading.ReadSecret(answer.Value.WithId(id.Value));
        var visible = (await VisibilityAsync(cancellationToken)).Sees(secret.Info);
        return visible ? secret with { Info = WithVersion(secret.Info, answer) } : throw NotFound(id);
    }

    public async Task<SecretInfo> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken)
    {
        var found = await LookUpAsync(workspace, text, scope, mode, cancellationToken);

        // ZenML's own server returns the keys only together with the values.
        return await connection.HasExtensionsAsync(cancellationToken) ? found : (await GetAsync(found, cancellationToken)).Info;
    }

    public async Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        await GetAsync(await LookUpAsync(workspace, text, scope, mode, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<Secret>> FindManyWithValuesAsync(
        Id<Workspace> workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        SecretLimits.CheckReads(texts.Count);
        var found = new List<Secret>();
        foreach (var text in texts)
        {
            found.Add(await FindWithValuesAsync(workspace, text, scope: null, LookupMode.Exact, cancellationToken));
        }

        return found;
    }

    /// <summary>Returns the values of a known secret.</summary>
    /// <exception cref="ZenException">The secret no longer exists, or the server returned a different one.</exception>
    public async Task<Secret> GetAsync(SecretInfo found, CancellationToken cancellationToken)
    {
        var secret = await GetAsync(found.Id, cancellationToken);
        return secret.Info.Name == found.Name && secret.Info.Scope == found.Scope && secret.Info.Workspace.Id == found.Workspace.Id
            ? secret : throw Other();
    }

    public async Task<Page<SecretInfo>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All);
        await capabilities.EnsureFiltersAsync(parsed, cancellationToken);
        var page = await (await VisibilityAsync(cancellationToken)).ReadPageAsync(parsed, cancellationToken);
        return page.EnsureAll(secret => parsed.Workspace is not { } workspace || secret.Workspace.Id == workspace);
    }

    public async Task<Page<Secret>> ListWithValuesAsync(ListQuery query, CancellationToken cancellationToken) =>
        query.Workspace is { } home && await connection.HasExtensionsAsync(ExtensionPaths.WithSecretChanges, cancellationToken)
            && await SecretValueLists.TryReadInAsync(
                connection, home, query, await VisibilityAsync(cancellationToken), cancellationToken) is { } page
            ? page
            : await SecretValueLists.ReadEachAsync(this, query, cancellationToken);

    public async Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken) =>
        ReadChanged(await PutAsync(id, update, cancellationToken), update.ReplaceAll || update.Set.Count > 0 || update.Remove.Count > 0);

    public async Task<Secret> UpdateWithValuesAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        var answer = await PutAsync(id, update, cancellationToken);
        var secret = WireReading.ReadSecret(answer.Value);
        return secret with { Info = WithVersion(secret.Info, answer) };
    }

    private async Task<VersionedValue> PutAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        SecretLimits.Check(update.Set);
        await capabilities.EnsureKeepsVersionsAsync(update.KeepVersions, cancellationToken);
        await capabilities.EnsureKeepsDetailsAsync(update.Details, cancellationToken);
        await capabilities.EnsureRestrictsAsync(update.IsRestricted, cancellationToken);
        var extended = await connection.HasExtensionsAsync(cancellationToken);
        var removes = update.RequireRemoved && update.Remove.Count > 0;
        var current = extended && !removes ? null : await RequireAsync(id, withKeys: removes, cancellationToken);
        if (current is not null && removes)
        {
            EnsureRemovable(current, update);
        }

        if (!extended && update.IfVersion is { } expected)
        {
            // A check before the write would not help: another client can change the secret in between.
            current!.EnsureVersion(expected);
        }

        if (!extended && update.Scope == SecretScope.User && current!.User.Id != (await account.GetAsync(cancellationToken)).Id)
        {
            // ZenML's own server would move it to its owner's private secrets, which take precedence in the owner's references.
            throw new ZenException(ErrorCode.NotAllowed,
                $"Only its owner can move the secret '{current.Name}' to the user scope. Nothing was changed. "
                + $"To have your own secret, create one.");
        }

        var path = $"{PlainPath}/{id}?patch_values={(update.ReplaceAll ? "false" : "true")}";
        var answer = await connection.PutAsync(path, SecretBodies.Update(update), update.IfVersion, cancellationToken);
        var changed = answer with { Value = answer.Value.WithId(id.Value) };
        return update.Name is not { } wanted || changed.Value["name"].Text == wanted.Value ? changed : throw Other();
    }

    public async Task DeleteAsync(Id<Secret> id, long? ifVersion, CancellationToken cancellationToken)
    {
        await capabilities.EnsureChecksVersionAsync(ifVersion, cancellationToken);
        if (!await connection.HasExtensionsAsync(cancellationToken))
        {
            await RequireAsync(id, withKeys: false, cancellationToken);
        }

        await connection.DeleteAsync($"{PlainPath}/{id}", ifVersion, cancellationToken);
    }

    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace,
        IReadOnlyCollection<SecretReference> references,
        SecretValidationLevel level,
        CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        if (level == SecretValidationLevel.None || distinct.Length == 0)
        {
            return [.. distinct.Select(reference => SecretResolver.Check([], reference, SecretValidationLevel.None))];
        }

        return await connection.HasExtensionsAsync(cancellationToken)
            ? await new ExtendedReferences(connection, workspace).CheckAsync(distinct, level, cancellationToken)
            : await plainReferences.CheckAsync(workspace, distinct, level, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        return await connection.HasExtensionsAsync(cancellationToken)
            ? await new ExtendedReferences(connection, workspace).ResolveAsync(distinct, cancellationToken)
            : await plainReferences.ResolveAsync(workspace, distinct, cancellationToken);
    }

    /// <summary>Returns the secrets with exactly this name that the caller may see.</summary>
    public async Task<IReadOnlyList<SecretInfo>> FindByNameAsync(
        Id<Workspace> workspace, string name, CancellationToken cancellationToken) =>
        await (await SourceAsync(workspace, cancellationToken)).FindByNameAsync(name, cancellationToken);

    /// <remarks>Another user may have changed the secret between two requests, but the server may also be faulty or malicious.</remarks>
    private static ZenException Other() => new(
        ErrorCode.StoreUnavailable,
            "The server returned a different secret than requested, so the response is not used. If another user has just changed the "
            + "secret, try again.");

    private static ZenException NotFound(Id<Secret> id) => new(ErrorCode.NotFound, $"There is no secret with the id {id}.");

    private static void EnsureRemovable(SecretInfo current, SecretUpdate update)
    {
        var absent = update.Remove
            .Where(key =>
                (update.ReplaceAll || !current.Keys.Contains(key, StringComparer.Ordinal)) && !update.Set.ContainsKey(key))
            .ToArray();
        if (absent.Length > 0)
        {
            throw new ZenException(ErrorCode.NotFound,
                $"The secret '{current.Name}' has no key {string.Join(", ", absent.Select(key => $"'{key}'"))} to "
                    + $"remove. Nothing was changed.");
        }
    }

    private static SecretInfo WithVersion(SecretInfo secret, VersionedValue answer) =>
        answer.Version is { } version ? secret with { Version = version, ValuesVersion = version } : secret;

    private static SecretInfo ReadChanged(VersionedValue answer, bool valuesChanged)
    {
        var changed = WithVersion(WireReading.ReadSecretInfo(answer.Value), answer);
        return valuesChanged ? changed with { ValuesVersion = changed.Version } : changed;
    }

    private async Task<RemoteList> ListOfAsync(CancellationToken cancellationToken) =>
        new(connection, await connection.HasExtensionsAsync(cancellationToken) ? ExtendedPath : PlainPath);

    private async Task<SecretVisibility> VisibilityAsync(CancellationToken cancellationToken) =>
        new(
            await ListOfAsync(cancellationToken),
            (await account.GetAsync(cancellationToken)).Id,
            await connection.HasExtensionsAsync(cancellationToken));

    private async Task<RemoteLookup<SecretInfo>> SourceAsync(Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        var everywhere = WireQuery.Hydrated;
        return new RemoteLookup<SecretInfo>(
            await ListOfAsync(cancellationToken),
            everywhere.With(QueryWords.Workspace, workspace.ToString()),
            (await VisibilityAsync(cancellationToken)).Read,
            secret => secret.ReferenceName)
        {
            IsConfined = secret => secret.Workspace.Id == workspace,

            // A full id matches in any workspace.
            ConfinementOfIds = everywhere,
        };
    }

    private async Task<SecretInfo> LookUpAsync(
        Id<Workspace> workspace,
        string text,
        SecretScope? scope,
        LookupMode mode,
        CancellationToken cancellationToken) => await Lookup.FindAsync(
        new InScope(await SourceAsync(workspace, cancellationToken), scope), "secret", text, mode, cancellationToken);

    private async Task<SecretInfo> RequireAsync(Id<Secret> id, bool withKeys, CancellationToken cancellationToken)
    {
        if (withKeys && !await connection.HasExtensionsAsync(cancellationToken))
        {
            return (await GetAsync(id, cancellationToken)).Info;
        }

        return await (await SourceAsync(default, cancellationToken)).FindByIdAsync(id.Value, cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Limits a lookup to one scope. The shared resolver decides between two secrets with the same name.</summary>
    private sealed class InScope(ILookupSource<SecretInfo> source, SecretScope? scope) : ILookupSource<SecretInfo>
    {
        public async Task<SecretInfo?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
            await source.FindByIdAsync(id, cancellationToken) is { } found && Fits(found) ? found : null;

        public async Task<IReadOnlyList<SecretInfo>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
            SecretResolver.Find(await source.FindByNameAsync(name, cancellationToken), name, scope);

        public async Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
            string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
            Confine(await source.FindByIdPrefixAsync(hexadecimalPrefix, scope is null ? limit : int.MaxValue, cancellationToken), limit);

        public async Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
            Confine(await source.FindByNamePrefixAsync(prefix, scope is null ? limit : int.MaxValue, cancellationToken), limit);

        private bool Fits(SecretInfo secret) => scope is null || secret.Scope == scope;

        private IReadOnlyList<SecretInfo> Confine(IReadOnlyList<SecretInfo> found, int limit) => [.. found.Where(Fits).Take(limit)];
    }
}
