using System.Text;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql;

namespace ZenML.Bench.Seed;

/// <summary>What whoever loads a store must know of it, as files beside it: <c>ids</c>, <c>user</c> and <c>workspace</c>.</summary>
internal static class SeedFiles
{
    /// <summary>The encryption key of the stores; null if each has a key ring.</summary>
    public static string? EncryptionKey =>
        Environment.GetEnvironmentVariable("ZENML_SECRETS_STORE_ENCRYPTION_KEY") is { Length: > 0 } key ? key : null;

    /// <summary>Writes whom the secrets belong to and where they are.</summary>
    public static async Task WritePlaceAsync(string folder, Id<User> user, Id<Workspace> workspace)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "user"), user.ToString());
        await File.WriteAllTextAsync(Path.Combine(folder, "workspace"), workspace.ToString());
    }

    /// <summary>
    /// Writes the ids of all secrets that are read at random, one a line, all lines of one length, so that any can be
    /// found by its number.
    /// </summary>
    public static Task WriteIdsAsync(string folder, IEnumerable<Id<Secret>> ids) =>
        File.WriteAllLinesAsync(
            Path.Combine(folder, "ids"),
            ids.Select(id => id.ToString()),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>The workspace that a store begins with.</summary>
    public static Task<Workspace> FindWorkspaceAsync(SqlStore store) => store.ReadAsync(
        async (unit, token) => (await unit.Workspaces.FindByNameAsync(Workspace.DefaultName, token)).Single(),
        CancellationToken.None);
}
