using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Checks and resolves references with our own server's extensions, in one request. A check reads no values.</summary>
internal sealed class ExtendedReferences
{
    private readonly ServerConnection connection;
    private readonly string checkPath;
    private readonly string resolvePath;
    private readonly string? suggestPath;
    private readonly Id<Workspace>? workspace;

    /// <summary>References of a workspace that was looked up.</summary>
    public ExtendedReferences(ServerConnection connection, Id<Workspace> workspace)
    {
        this.connection = connection;
        this.workspace = workspace;
        checkPath = ExtensionPaths.CheckReferences;
        resolvePath = ExtensionPaths.ResolveReferences;
    }

    /// <summary>References of a workspace that the server looks up.</summary>
    /// <param name="connection">The connection to the server.</param>
    /// <param name="workspacePath">The path of the workspace.</param>
    public ExtendedReferences(ServerConnection connection, string workspacePath)
    {
        this.connection = connection;
        checkPath = workspacePath + ExtensionPaths.CheckWorkspaceReferences;
        resolvePath = workspacePath + ExtensionPaths.ResolveWorkspaceReferences;
        suggestPath = workspacePath + ExtensionPaths.SuggestReferences;
    }

    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        IReadOnlyList<SecretReference> references, SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<SecretReference, ReferenceCheck>();
        var asked = references.ToHashSet();
        await foreach (var item in SendAsync(checkPath, references, level, cancellationToken))
        {
            var reference = ReadAsked(item, asked);
            checks[reference] = new ReferenceCheck(
                reference, ReadOutcome(item["outcome"]), item.Find("scope") is { } scope ? WireReading.ReadScope(scope) : null)
            {
                Expires = item.Find(ExtensionPaths.Expires)?.Time,
            };
        }

        return [.. references.Select(reference => checks.GetValueOrDefault(reference) ?? throw NotAnswered())];
    }

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyList<SecretReference> references, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<SecretReference, SensitiveString>();
        var asked = references.ToHashSet();
        await foreach (var item in SendAsync(resolvePath, references, null, cancellationToken))
        {
            var reference = ReadAsked(item, asked);
            if (!resolved.TryAdd(
                reference, new SensitiveString(item["value"].Text).WithPlain(item.Find(ExtensionPaths.Plain)?.Boolean ?? false)))
            {
                throw WireValue.Unexpected("one value for each reference");
            }
        }

        return references.All(resolved.ContainsKey) ? resolved : throw NotAnswered();
    }

    /// <summary>Returns what was probably meant by references without a secret or key. Only with the path of a workspace.</summary>
    public async Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        IReadOnlyList<SecretReference> references, SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var path = suggestPath ?? throw new InvalidOperationException("Suggestions need the path of a workspace.");
        var asked = references.ToHashSet();
        var suggestions = new List<ReferenceSuggestion>();
        await foreach (var item in SendAsync(path, references, level, cancellationToken))
        {
            suggestions.Add(new(ReadAsked(item, asked), ReadOutcome(item["outcome"]), item.Find("nearest")?.Text));
        }

        return suggestions;
    }

    /// <summary>Reads the result of a check. An unknown word counts as a reference that does not resolve.</summary>
    public static ReferenceOutcome ReadOutcome(WireValue outcome) =>
        WireWords.ReferenceOutcomes.Find(outcome.Text) ?? ReferenceOutcome.SecretMissing;

    private async IAsyncEnumerable<WireValue> SendAsync(
        string path,
        IReadOnlyList<SecretReference> references,
        SecretValidationLevel? level,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in references.Chunk(ReferenceLimits.MaximumReferences))
        {
            var body = JsonBody.Of(writer => Write(writer, part, level));
            foreach (var item in (await connection.QueryAsync(path, body, cancellationToken))["references"].Items)
            {
                yield return item;
            }
        }
    }

    private void Write(Utf8JsonWriter writer, SecretReference[] references, SecretValidationLevel? level)
    {
        writer.WriteGiven("workspace", workspace?.ToString());
        writer.WriteGiven("level", level is { } chosen ? WireWords.ValidationLevels.Of(chosen) : null);
        writer.WriteStartArray("references");
        foreach (var reference in references)
        {
            writer.WriteStartObject();
            writer.WriteString("name", reference.Name);
            writer.WriteString("key", reference.Key);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static SecretReference ReadAsked(WireValue item, HashSet<SecretReference> asked) =>
        new SecretReference(item["name"].Text, item["key"].Text) is var reference && asked.Contains(reference)
            ? reference
            : throw WireValue.Unexpected("results for the requested references");

    private static ZenException NotAnswered() => new(ErrorCode.StoreUnavailable, "The server did not return results for all references.");
}
