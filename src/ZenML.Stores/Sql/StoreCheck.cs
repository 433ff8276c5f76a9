using System.Data.Common;
using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Repositories;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql;

/// <summary>Checks a whole store: files, indexes, key, every row of a secret, every sealed value, totals. Changes nothing.</summary>
internal sealed class StoreCheck(SqlSession session, ValueSealer sealer)
{
    private const int RowsPerPage = 1_000;

    // A broken disk must not fill the screen.
    private const int MostProblems = 1_000;

    // Stands for the name spaces of deleted secrets, each of which has its own.
    private const string Deleted = "deleted";

    private readonly List<string> problems = [];

    private readonly Dictionary<(string Workspace, string NameSpace), long> counted = [];

    private long secrets, components, untagged;

    /// <summary>Checks everything in the transaction of the session.</summary>
    public async Task<StoreReport> RunAsync(CancellationToken cancellationToken)
    {
        if (session.Dialect.ReadsUncheckedPages)
        {
            await TryAsync("database", () => CheckFileAsync(cancellationToken));
        }

        var hasKey = await TryAsync("encryption key", () => sealer.EnsureUsableAsync(session, cancellationToken));
        await TryAsync("secrets", () => CheckSecretsAsync(hasKey, cancellationToken));
        await TryAsync("totals of secrets", () => CheckTotalsAsync(cancellationToken));
        await TryAsync("components", () => CheckComponentsAsync(hasKey, cancellationToken));
        if (hasKey)
        {
            await TryAsync("plain resources", () => CheckPlainResourcesAsync(cancellationToken));
            await TryAsync("signing key", () => CheckSigningKeyAsync(cancellationToken));
        }

        return new StoreReport(problems, secrets, components, untagged);
    }

    private async Task CheckFileAsync(CancellationToken cancellationToken)
    {
        foreach (var line in await session.QueryAsync("PRAGMA integrity_check(100)", reader => reader.GetString(0), cancellationToken))
        {
            if (line != "ok")
            {
                Add(MessageText.Of($"database: {line}"));
            }
        }

        var dangling = await session.QueryAsync(
            "PRAGMA foreign_key_check", reader => (reader.GetString(0), reader.GetString(2)), cancellationToken);
        foreach (var table in dangling)
        {
            Add(MessageText.Of($"database: a row of '{table.Item1}' refers to a row of '{table.Item2}' that is not there"));
        }
    }

    private async Task CheckSecretsAsync(bool hasKey, CancellationToken cancellationToken)
    {
        var (values, labels) = (
            new SecretValueRepository(session, sealer, SecretLimits.DefaultVersions), new SecretLabelCheck(session));
        for (var last = ""; last is not null;)
        {
            var rows = await TaggedSecret.ReadPageAsync(session, last, RowsPerPage, cancellationToken);
            foreach (var row in rows)
            {
                secrets++;
                await CheckSecretAsync(row, values, hasKey, cancellationToken);
            }

            if (hasKey && rows.Count > 0)
            {
                await CheckEarlierVersionsAsync(last, rows[^1].Id, cancellationToken);
                await CheckHistoryAsync(last, rows[^1].Id, cancellationToken);
            }

            var isLast = rows.Count < RowsPerPage;
            (await labels.FindProblemsAsync(last, rows, isLast, cancellationToken)).ToList().ForEach(Add);
            last = isLast ? null : rows[^1].Id;
        }
    }

    /// <remarks>One at a time: each can be as large as a secret may be.</remarks>
    private async Task CheckEarlierVersionsAsync(string after, string last, CancellationToken cancellationToken)
    {
        var earlier = await session.QueryAsync(
            """
            SELECT v.secret_id, v.version, v.key_names FROM secret_values v JOIN secrets s ON s.id = v.secret_id
            WHERE v.secret_id > @after AND v.secret_id <= @last AND v.version <> s.values_version
            """,
            reader => (Secret: reader.GetId<Secret>(0), Version: reader.GetInt64(1), Names: reader.GetTextOrNull(2)),
            cancellationToken, ("@after", after), ("@last", last));
        foreach (var (secret, version, names) in earlier)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"secret {secret}, version {version}");
            await TryAsync(place, () => CheckEarlierVersionAsync(place, secret, version, names, cancellationToken));
        }
    }

    private async Task CheckHistoryAsync(string after, string last, CancellationToken cancellationToken)
    {
        var damaged = await session.QueryAsync(
            $"SELECT {SecretEntryRows.Columns} FROM secret_changes c WHERE c.secret_id > @after AND c.secret_id <= @last",
            reader => SecretEntryRows.FindDamaged(sealer, reader), cancellationToken, ("@after", after), ("@last", last));
        foreach (var id in damaged.OfType<string>().Distinct())
        {
            Add(MessageText.Of($"secret {id}: an entry of its history is not what was written"));
        }
    }

    private async Task CheckEarlierVersionAsync(
        string place, Id<Secret> secret, long version, string? names, CancellationToken cancellationToken)
    {
        if (names is null)
        {
            Add(MessageText.Of($"{place:raw}: its key names are missing"));
            return;
        }

        var value = await session.FindAsync(
            "SELECT v.key_id, v.wrapped_key, v.sealed FROM secret_values v WHERE v.secret_id = @secret AND v.version = @version",
            reader => new SealedValue(reader.GetString(0), reader.GetBytes(1), reader.GetBytes(2)),
            cancellationToken, ("@secret", secret.ToStored()), ("@version", version));
        _ = SealedSecretValues.Open(sealer, secret, version, KeyNames.Read(names), value!);
    }

    private async Task CheckSecretAsync(TaggedSecret row, SecretValueRepository values, bool hasKey, CancellationToken cancellationToken)
    {
        if (row.Secret is not { } secret)
        {
            Add(MessageText.Of($"secret {row.Id}: its row cannot be read"));
            return;
        }

        var key = (secret.Workspace.Id.ToStored(), secret.Deleted is null ? secret.NameSpace() : Deleted);
        counted[key] = counted.GetValueOrDefault(key) + 1;
        untagged += row.Tag is null ? 1 : 0;
        if (!hasKey)
        {
            return;
        }

        if (!SecretTag.IsAuthentic(sealer, secret, row.Tag))
        {
            Add(MessageText.Of($"secret {secret.Id}: its row is not what was written"));
            return;
        }

        await TryAsync($"secret {secret.Id}", async () =>
        {
            if (await values.GetAsync(secret, cancellationToken) is null && !await IsExternalAsync(secret, cancellationToken))
            {
                Add(MessageText.Of($"secret {secret.Id}: its values are missing"));
            }
        });
    }

    /// <remarks>Whether a back end still has the values is not checked: it is not at hand.</remarks>
    private async Task<bool> IsExternalAsync(SecretInfo secret, CancellationToken cancellationToken) =>
        (await new ExternalValueRepository(session, sealer, SecretLimits.DefaultVersions).FindAsync([secret], cancellationToken)).Count > 0;

    /// <remarks>Lists read totals instead of counting, and rows by their indexes. Here both are compared with the rows of the
    /// table.</remarks>
    private async Task CheckTotalsAsync(CancellationToken cancellationToken)
    {
        var totals = await session.QueryAsync(
            "SELECT t.workspace_id, t.name_space, t.total FROM secret_totals t",
            reader => (Key: (reader.GetString(0), reader.GetString(1)), Total: reader.GetInt64(2)), cancellationToken);
        var indexed = await session.QueryAsync(
            $"""
            SELECT x.workspace_id, x.name_space, COUNT(*) FROM (
                SELECT s.workspace_id, CASE WHEN s.name_space = s.id THEN '{Deleted}' ELSE s.name_space END AS name_space FROM secrets s) x
            GROUP BY x.workspace_id, x.name_space
            """,
            reader => (Key: (reader.GetString(0), reader.GetString(1)), Total: reader.GetInt64(2)), cancellationToken);
        Compare("the totals say", totals, withDeleted: false);
        Compare("an index has", indexed);
    }

    private void Compare(string who, List<((string Workspace, string NameSpace) Key, long Total)> found, bool withDeleted = true)
    {
        var byKey = found.GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Sum(one => one.Total));
        foreach (var key in counted.Keys.Where(key => withDeleted || key.NameSpace != Deleted).Union(byKey.Keys))
        {
            var (rows, other) = (counted.GetValueOrDefault(key), byKey.GetValueOrDefault(key));
            if (rows != other)
            {
                var scope = key.Item2 switch { "" => "workspace scope", Deleted => "deleted", _ => "user scope" };
                Add(MessageText.Of($"secrets of workspace {key.Item1}, {scope}: {rows} rows can be read, {who:raw} {other}"));
            }
        }
    }

    private async Task CheckComponentsAsync(bool hasKey, CancellationToken cancellationToken)
    {
        var values = new ComponentValues(session, sealer);
        for (var last = ""; last is not null;)
        {
            var ids = await session.QueryAsync("SELECT c.id FROM components c WHERE c.id > @after ORDER BY c.id LIMIT @limit",
                reader => reader.GetString(0), cancellationToken, ("@after", last), ("@limit", (long)RowsPerPage));
            foreach (var id in ids)
            {
                components++;
                await TryAsync($"component {id}", () => CheckComponentAsync(id, values, hasKey, cancellationToken));
            }

            last = ids.Count == RowsPerPage ? ids[^1] : null;
        }
    }

    private async Task CheckComponentAsync(string id, ComponentValues values, bool hasKey, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(id, "N", out var uuid))
        {
            Add(MessageText.Of($"component {id}: its row cannot be read"));
            return;
        }

        var component = await new ComponentRepository(session, sealer).FindByIdAsync(new Id<Component>(uuid), cancellationToken);
        if (component is null)
        {
            Add(MessageText.Of($"component {id}: its row cannot be found by its id"));
        }
        else if (hasKey)
        {
            _ = await values.GetAsync(component.Id, cancellationToken);
            _ = await new ComponentRepository(session, sealer).RevealAsync(component, cancellationToken);
        }
    }

    private async Task CheckPlainResourcesAsync(CancellationToken cancellationToken)
    {
        var repository = new PlainResourceRepository(session, sealer);
        foreach (var kind in PlainResourceKinds.All.Where(kind => kind.HasSealedFields))
        {
            var ids = await session.QueryAsync(
                $"SELECT x.id FROM {kind.Collection} x ORDER BY x.id", reader => reader.GetId<PlainResource>(0), cancellationToken);
            foreach (var id in ids)
            {
                await TryAsync(
                    $"{kind.Noun} {id}", () => repository.FindByIdAsync(kind, id, withDetails: true, cancellationToken));
            }
        }
    }

    private async Task CheckSigningKeyAsync(CancellationToken cancellationToken)
    {
        var settings = new SettingsRepository(session, sealer);
        if (await settings.FindAsync(cancellationToken) is not null)
        {
            _ = await settings.ReadSigningKeyAsync(cancellationToken);
        }
    }

    /// <returns>Whether the step came to its end.</returns>
    private async Task<bool> TryAsync(string what, Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (ZenException exception)
            when (exception.Code is ErrorCode.StoreDamaged or ErrorCode.WrongEncryptionKey or ErrorCode.StoreUnavailable)
        {
            Add(MessageText.Of($"{what}: {exception.Message:raw}"));
            return false;
        }
        catch (DbException) when (session.Dialect.ReadsUncheckedPages)
        {
            Add(MessageText.Of($"{what}: the database cannot read all of it"));
            return false;
        }
    }

    private void Add(string problem)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(problem);
        }
    }
}
