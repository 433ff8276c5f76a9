using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Wire;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Imports secrets on a server: in one request where it has that, else one secret after the other.</summary>
internal sealed class RemoteSecretImports(ServerConnection connection, RemoteSecrets remoteSecrets) : ISecretImportService
{
    public async Task<SecretImportReport> ImportAsync(
        Id<Workspace> workspace, IReadOnlyList<SecretImport> secrets, bool dryRun, CancellationToken cancellationToken)
    {
        SecretImportLimits.Check(secrets);
        if (!await connection.HasExtensionsAsync(ExtensionPaths.WithSecretWork, cancellationToken))
        {
            return await new StepwiseSecretImport(remoteSecrets, workspace).RunAsync(secrets, dryRun, cancellationToken);
        }

        var path = ExtensionPaths.OfWorkspace(workspace.ToString()) + ExtensionPaths.ImportSecrets;
        var body = JsonBody.Of(
            writer => Write(writer, secrets, dryRun),
            secrets.SelectMany(import => import.Values.Values).Select(value => value.Reveal()));
        if (dryRun)
        {
            return Read(await connection.QueryAsync(path, body, cancellationToken), secrets);
        }

        var answer = await connection.PostAsync(path, body, cancellationToken);
        return await MadeChange.ReadAsync("The secrets were imported", () => Task.FromResult(Read(answer.Value, secrets)));
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<SecretImport> imports, bool dryRun)
    {
        writer.WriteBoolean("dry_run", dryRun);
        writer.WriteStartArray("secrets");
        foreach (var import in imports)
        {
            writer.WriteStartObject();
            writer.WriteString("name", import.Name.Value);
            writer.WriteGiven("scope", import.Scope is { } scope ? WireWords.Scopes.Of(scope) : null);
            writer.WriteBoolean("replace", import.ReplaceAll);
            writer.WriteStartObject("values");
            foreach (var (key, value) in import.Values)
            {
                writer.WriteString(key, value.Reveal());
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static SecretImportReport Read(WireValue answer, IReadOnlyList<SecretImport> asked)
    {
        var rows = answer["secrets"].Items.Select(Read).ToArray();
        return rows.Length == asked.Count && rows.Zip(asked).All(pair => IsFor(pair.First, pair.Second))
            ? new SecretImportReport(rows)
            : throw WireValue.Unexpected("results for the secrets of the import");
    }

    private static bool IsFor(ImportedSecret row, SecretImport asked) =>
        row.Name == asked.Name && (asked.Scope is null || row.Scope == asked.Scope);

    private static ImportedSecret Read(WireValue row) => new(
        SecretName.Existing(row["name"].Text),
        WireReading.ReadScope(row["scope"]),
        WireWords.ImportOutcomes.Find(row["outcome"].Text) ?? throw WireValue.Unexpected("an outcome"),
        new KeyChanges(Texts(row["added"]), Texts(row["changed"]), Texts(row["removed"])))
    {
        Id = row.Find("id") is { } id ? new Id<Secret>(id.Uuid) : null,
        Version = row.Find("version")?.Integer,
    };

    private static IReadOnlyList<string> Texts(WireValue list) => [.. list.Items.Select(item => item.Text)];
}
