using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Resources;

/// <summary>References through the extensions of our own server: one request for all of them, and a check reads no value.</summary>
internal sealed class ExtendedReferences(ServerConnection connection)
{
    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretReference> references, SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<SecretReference, ReferenceCheck>();
        var asked = references.ToHashSet();
        await foreach (var item in SendAsync("/x/references/check", workspace, references, level, cancellationToken))
        {
            var reference = ReadAsked(item, asked);
            checks[reference] = new ReferenceCheck(
                reference, ReadOutcome(item["outcome"].Text), item.Find("scope") is { } scope ? WireReading.ReadScope(scope) : null);
        }

        return [.. references.Select(reference => checks.GetValueOrDefault(reference) ?? throw NotAnswered())];
    }

    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretReference> references, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<SecretReference, SensitiveString>();
        var asked = references.ToHashSet();
        await foreach (var item in SendAsync("/x/references/resolve", workspace, references, null, cancellationToken))
        {
            var reference = ReadAsked(item, asked);
            if (!resolved.TryAdd(reference, new SensitiveString(item["value"].Text)))
            {
                throw WireValue.Unexpected("one value for each reference");
            }
        }

        return references.All(resolved.ContainsKey) ? resolved : throw NotAnswered();
    }

    private async IAsyncEnumerable<WireValue> SendAsync(
        string path,
        Id<Workspace> workspace,
        IReadOnlyList<SecretReference> references,
        SecretValidationLevel? level,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in references.Chunk(ReferencesRequest.MaximumReferences))
        {
            var body = JsonBody.Of(writer => Write(writer, workspace, part, level));
            foreach (var item in (await connection.QueryAsync(path, body, cancellationToken))["references"].Items)
            {
                yield return item;
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, Id<Workspace> workspace, SecretReference[] references, SecretValidationLevel? level)
    {
        writer.WriteString("workspace", workspace.ToString());
        if (level is not null)
        {
            writer.WriteString("level", level == SecretValidationLevel.SecretExists ? "SECRET_EXISTS" : "SECRET_AND_KEY_EXISTS");
        }

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
            : throw WireValue.Unexpected("an answer for the references that were asked for");

    private static ReferenceOutcome ReadOutcome(string text) => text switch
    {
        "resolves" => ReferenceOutcome.Resolves,
        "key_missing" => ReferenceOutcome.KeyMissing,
        "values_missing" => ReferenceOutcome.ValuesMissing,
        _ => ReferenceOutcome.SecretMissing,
    };

    private static ZenException NotAnswered() => new(ErrorCode.StoreUnavailable, "The server did not answer for all references.");
}
