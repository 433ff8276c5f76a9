using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Lists;
using ZenML.Client.Remote.Wire;
using ZenML.Client.Settings;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Reads through the extensions of our own server, which looks up the workspace itself and fails if it does not exist. What comes back is
/// compared with what was asked for before it is used.
/// </summary>
/// <param name="connection">The way to the server.</param>
/// <param name="findViewer">Finds the account that asks.</param>
/// <param name="observe">Is told of every value that is read.</param>
internal sealed class SingleRequestReads(
    ServerConnection connection, Func<CancellationToken, ValueTask<Id<User>>> findViewer, Action<SensitiveString> observe)
    : ISingleRequestReads
{
    public bool AreAvailable => connection.MayHaveExtensions(ExtensionPaths.WithWorkspaceReads);

    public async Task<SecretInfo> FindSecretAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        WireReading.ReadSecretInfo(await FindAsync(workspace, text, scope, mode, withValues: false, cancellationToken));

    public async Task<Secret> FindSecretWithValuesAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken)
    {
        var secret = WireReading.ReadSecret(await FindAsync(workspace, text, scope, mode, withValues: true, cancellationToken));
        Observe(secret.Values.Values);
        return secret;
    }

    public async Task<IReadOnlyList<Secret>> FindSecretsWithValuesAsync(
        ActiveChoice? workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        SecretLimits.CheckReads(texts.Count);
        var body = JsonBody.Of(writer =>
        {
            writer.WriteStartArray("secrets");
            foreach (var text in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("text", text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        var answer = await connection.QueryAsync(PathOf(workspace) + ExtensionPaths.ReadSecrets, body, cancellationToken);
        Secret[] found = [.. answer["secrets"].Items.Select(WireReading.ReadSecret)];
        await EnsureSeesAsync([.. found.Select(secret => secret.Info)], cancellationToken);
        if (found.Length != texts.Count || !found.Zip(texts).All(pair =>
            IsAskedFor(pair.First.Info, workspace, pair.Second, scope: null, LookupMode.Exact)))
        {
            throw WireValue.Unexpected("the secrets that were asked for");
        }

        Observe(found.SelectMany(secret => secret.Values.Values));
        return found;
    }

    public async Task<Page<SecretInfo>> ListSecretsAsync(ActiveChoice? workspace, ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All) with { Workspace = null };
        await new SecretCapabilities(connection).EnsureFiltersAsync(parsed, cancellationToken);
        var list = new RemoteList(connection, PathOf(workspace) + ExtensionPaths.WorkspaceSecrets);
        var page = await list.ReadPageAsync(WireQuery.Write(parsed), parsed.Page, parsed.Size, cancellationToken);
        var secrets = page.Select(WireReading.ReadSecretInfo).EnsureAll(secret => IsIn(secret.Workspace, workspace));
        await EnsureSeesAsync(secrets.Items, cancellationToken);
        return secrets;
    }

    public async Task<Page<Secret>> ListSecretsWithValuesAsync(
        ActiveChoice? workspace, ListQuery query, CancellationToken cancellationToken)
    {
        if (!await connection.IsKnownToHaveExtensionsAsync(ExtensionPaths.WithSecretChanges, cancellationToken))
        {
            // Then the services read them one by one, as they do with a page that is too large.
            throw new ZenException(ErrorCode.NotFound, "The server does not list values.");
        }

        var parsed = QueryParser.Parse(query, SecretFields.All) with { Workspace = null };
        var secrets = (await SecretValueLists.TryReadAsync(connection, PathOf(workspace), parsed, cancellationToken))
            ?.EnsureAll(secret => IsIn(secret.Info.Workspace, workspace))
            ?? throw new ZenException(ErrorCode.NotFound, "The page is too large.");
        await EnsureSeesAsync([.. secrets.Items.Select(secret => secret.Info)], cancellationToken);
        Observe(secrets.Items.SelectMany(secret => secret.Values.Values));
        return secrets;
    }

    public async Task<SecretUsages> FindSecretUsagesAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer => WriteLookup(writer, text, scope, mode));
        var found = await ReadUsagesAsync(workspace, body, cancellationToken);
        return found is [var usages] && IsAskedFor(usages.Secret, workspace, text, scope, mode)
            ? usages
            : throw WireValue.Unexpected("the secret that was asked for");
    }

    public async Task<IReadOnlyList<SecretUsages>> ListSecretUsagesAsync(ActiveChoice? workspace, CancellationToken cancellationToken)
    {
        var found = await ReadUsagesAsync(workspace, JsonBody.Of(_ => { }), cancellationToken);
        return found.All(usages => IsIn(usages.Secret.Workspace, workspace))
            ? found
            : throw WireValue.Unexpected("secrets of the workspace that was asked for");
    }

    public Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        new ExtendedReferences(connection, PathOf(workspace)).SuggestAsync([.. references.Distinct()], level, cancellationToken);

    public Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level,
        CancellationToken cancellationToken) =>
        new ExtendedReferences(connection, PathOf(workspace)).CheckAsync([.. references.Distinct()], level, cancellationToken);

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        ActiveChoice? workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var resolved = await new ExtendedReferences(connection, PathOf(workspace))
            .ResolveAsync([.. references.Distinct()], cancellationToken);
        Observe(resolved.Values);
        return resolved;
    }

    public async Task<StackValidation> ValidateStackAsync(
        ActiveChoice? workspace, string? text, IReadOnlyDictionary<Guid, ActiveChoice> activeStacks, LookupMode mode,
        SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer =>
        {
            writer.WriteGiven("stack", text).WriteString("mode", WireWords.LookupModes.Of(mode));
            writer.WriteString("level", WireWords.ValidationLevels.Of(level));
            writer.WriteStartObject("active_stacks");
            foreach (var (home, chosen) in text is null ? activeStacks : new Dictionary<Guid, ActiveChoice>())
            {
                writer.WriteString(home.ToString("D"), chosen.Id.ToString("D"));
            }

            writer.WriteEndObject();
        });
        var answer = await connection.QueryAsync(PathOf(workspace) + ExtensionPaths.ValidateStack, body, cancellationToken);
        var stack = RemoteStacks.ReadBare(answer["stack"]);
        return IsAskedFor(stack, workspace, text, activeStacks, mode)
            ? new StackValidation(stack, [.. answer["missing"].Items.Select(ReadMissing)])
            {
                Expiring = StackValidation.FindExpiring(
                    answer.Find("expiring")?.Items.Select(item => (item["name"].Text, (DateTimeOffset?)item[ExtensionPaths.Expires].Time))
                        ?? [],
                    connection.Clock),
            }
            : throw WireValue.Unexpected("the stack that was asked for");
    }

    private void Observe(IEnumerable<SensitiveString> values)
    {
        foreach (var value in values)
        {
            observe(value);
        }
    }

    private async Task<WireValue> FindAsync(
        ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode, bool withValues, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(writer =>
        {
            WriteLookup(writer, text, scope, mode);
            writer.WriteBoolean("values", withValues);
        });
        var answer = await connection.QueryAsync(PathOf(workspace) + ExtensionPaths.FindSecret, body, cancellationToken);
        var secret = WireReading.ReadSecretInfo(answer);
        await EnsureSeesAsync([secret], cancellationToken);
        return IsAskedFor(secret, workspace, text, scope, mode) ? answer : throw WireValue.Unexpected("the secret that was asked for");
    }

    private async Task<IReadOnlyList<SecretUsages>> ReadUsagesAsync(
        ActiveChoice? workspace, JsonBody body, CancellationToken cancellationToken)
    {
        var answer = await connection.QueryAsync(PathOf(workspace) + ExtensionPaths.SecretUsages, body, cancellationToken);
        SecretUsages[] found = [.. answer["secrets"].Items.Select(UsageReading.ReadUsages)];
        await EnsureSeesAsync([.. found.Select(usages => usages.Secret)], cancellationToken);
        return found;
    }

    private static void WriteLookup(Utf8JsonWriter writer, string text, SecretScope? scope, LookupMode mode)
    {
        writer.WriteString("text", text);
        writer.WriteGiven("scope", scope is { } only ? WireWords.Scopes.Of(only) : null);
        writer.WriteString("mode", WireWords.LookupModes.Of(mode));
    }

    private static bool IsAskedFor(SecretInfo secret, ActiveChoice? workspace, string text, SecretScope? scope, LookupMode mode) =>
        (scope is null || secret.Scope == scope)
        && LookupAnswer.IsFor(
            secret.Id.Value, secret.ReferenceName, IsIn(secret.Workspace, workspace), text, mode, findsIdsAnywhere: true);

    private ValueTask EnsureSeesAsync(IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken) =>
        SecretVisibility.EnsureAsync(secrets, () => findViewer(cancellationToken));

    private static bool IsAskedFor(
        Stack stack, ActiveChoice? workspace, string? text, IReadOnlyDictionary<Guid, ActiveChoice> activeStacks, LookupMode mode)
    {
        if (text is not null)
        {
            return LookupAnswer.IsFor(
                stack.Id.Value, stack.Name, IsIn(stack.Workspace, workspace), text, mode, findsIdsAnywhere: false);
        }

        var isActive = activeStacks.TryGetValue(stack.Workspace.Id.Value, out var chosen)
            ? stack.Id.Value == chosen.Id
            : stack.Name == Stack.DefaultName;
        return isActive && IsIn(stack.Workspace, workspace);
    }

    private static bool IsIn(ResourceReference<Workspace> home, ActiveChoice? workspace) =>
        workspace is null or { IsByName: true }
            ? home.Name == (workspace?.Name ?? Workspace.DefaultName)
            : home.Id.Value == workspace.Id;

    /// <summary>The path of a workspace: by its id if that was chosen, since something else may have its name now.</summary>
    private static string PathOf(ActiveChoice? workspace) =>
        ExtensionPaths.OfWorkspace(PathSegment.Escape(workspace?.Key ?? Workspace.DefaultName));

    private static MissingReference ReadMissing(WireValue item) => new(
        item["name"].Text, item["key"].Text, item["component"].Text, item["attribute"].Text,
        ExtendedReferences.ReadOutcome(item["outcome"]));
}
