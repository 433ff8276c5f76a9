using System.Text;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Seed;

/// <summary>The first rows of every store: its keys, the local user, the default workspace and the built-in flavors.</summary>
internal static class StoreSeed
{
    /// <summary>Adds it to a store that has its tables and nothing in them.</summary>
    public static async Task AddAsync(SqlSession session, ValueSealer sealer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sealer.BeginAsync(session, now, cancellationToken);
        var unit = new SqlUnitOfWork(session, sealer);
        var user = new User { Id = Id<User>.New(), Name = SqlStore.LocalUserName, IsAdmin = true, Created = now, Updated = now };
        await unit.Users.AddAsync(user, cancellationToken);

        // For a server on this store. In process, the user can do everything.
        await unit.Access.AddDefaultRoleAsync(user, Role.Editor, cancellationToken);
        await WorkspacesService.AddWithDefaultsAsync(unit, Workspace.DefaultName, "", now, cancellationToken);
        foreach (var (index, definition) in FlavorDocument.ParseMany(ReadStockFlavors()).Index())
        {
            // Lists are in order of creation; each has a time of its own, so that this order is the same in every store.
            var created = now.AddMicroseconds(index);
            await unit.Flavors.AddAsync(
                new Flavor
                {
                    Id = Id<Flavor>.New(),
                    Definition = definition with { IsCustom = false },
                    Created = created,
                    Updated = created,
                }, cancellationToken);
        }
    }

    private static string ReadStockFlavors()
    {
        using var reader = new StreamReader(typeof(StoreSeed).Assembly.GetManifestResourceStream("stock-flavors.json")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
