using System.Globalization;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Stores.Sqlite;

namespace ZenML.Bench.Seed;

/// <summary>
/// Fills an embedded store through its own repositories: what <c>zenml secret create</c> writes, many in one
/// transaction.
/// </summary>
internal static class EmbeddedStore
{
    private const int CheckedSecrets = 100;

    private const int KeysOfCheckedSecrets = 5;

    private const int SecretsPerTransaction = 20_000;

    /// <summary>
    /// Makes a store with so many secrets of three keys, named <c>secret_000000</c> and so on, and a hundred of five
    /// keys, <c>checked_00</c> and so on.
    /// </summary>
    public static async Task FillAsync(string folder, int count)
    {
        await using var store = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Folder = folder, EncryptionKey = SeedFiles.EncryptionKey });
        var workspace = await SeedFiles.FindWorkspaceAsync(store);
        var begin = TimeProvider.System.GetUtcNow();
        var template = new SecretInfo
        {
            Id = default,
            Name = SecretName.Parse("template"),
            Scope = SecretScope.Workspace,
            Workspace = new(workspace.Id, workspace.Name),
            User = new(store.LocalCaller.UserId, store.LocalCaller.Name),
            Created = begin.AddTicks(-begin.Ticks % TimeSpan.TicksPerMicrosecond),
            Updated = default,
            Version = 1,
            ValuesVersion = 1,
            Keys = [],
        };

        await AddAsync(store, Enumerable.Range(0, CheckedSecrets).Select(number => Checked(template, number)));
        var ids = new List<Id<Secret>>(count);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(SecretsPerTransaction))
        {
            var some = numbers.Select(number => Numbered(template, number)).ToArray();
            await AddAsync(store, some);
            ids.AddRange(some.Select(secret => secret.Info.Id));
        }

        await SeedFiles.WriteIdsAsync(folder, ids);
        await SeedFiles.WritePlaceAsync(folder, template.User.Id, workspace.Id);
    }

    private static Secret Numbered(SecretInfo template, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"secret_{number:000000}");
        return Make(
            template,
            name,
            number,
            new() { ["username"] = "admin", ["password"] = $"password of {name}", ["token"] = new string('t', 40) });
    }

    private static Secret Checked(SecretInfo template, int number)
    {
        var values = new SecretValues();
        for (var key = 0; key < KeysOfCheckedSecrets; key++)
        {
            values[string.Create(CultureInfo.InvariantCulture, $"key_{key}")] = "value";
        }

        return Make(template, string.Create(CultureInfo.InvariantCulture, $"checked_{number:00}"), number - CheckedSecrets, values);
    }

    /// <remarks>Each has a time of its own, so that lists in order of creation have one order.</remarks>
    private static Secret Make(SecretInfo template, string name, int microseconds, SecretValues values)
    {
        var created = template.Created.AddMicroseconds(microseconds);
        return new Secret(
            template with
            {
                Id = Id<Secret>.New(),
                Name = SecretName.Parse(name),
                Created = created,
                Updated = created,
                Keys = [.. values.Keys],
            },
            values);
    }

    private static SecretVersion LineOf(SecretInfo secret) => new()
    {
        Version = secret.Version,
        Kind = SecretVersionKind.Create,
        Created = secret.Created,
        User = secret.User,
        Added = secret.Keys,
        HasValues = true,
    };

    private static Task<bool> AddAsync(SqliteStore store, IEnumerable<Secret> secrets) => store.WriteAsync(
        async (unit, token) =>
        {
            foreach (var secret in secrets)
            {
                await unit.Secrets.AddAsync(secret.Info, LineOf(secret.Info), token);
                await unit.SecretValues.PutAsync(secret.Info, secret.Values, token);
            }

            return true;
        },
        CancellationToken.None);
}
