using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Transfers;
using ZenML.Core.Workspaces;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Access;

/// <summary>Tries every operation on every secret of a world as every account, and compares with the <see cref="AccessModel"/>.</summary>
internal sealed class AccessSituations(AccessWorld world)
{
    private readonly AccessModel model = new(world.Plan);

    private long situations;

    /// <summary>Runs all.</summary>
    /// <returns>How many situations were compared.</returns>
    public async Task<long> RunAsync()
    {
        for (var account = 0; account < world.Accounts.Length; account++)
        {
            for (var secret = 0; secret < world.Secrets.Length; secret++)
            {
                await (world.Plan.Secrets[secret].IsDeleted ? TryDeletedAsync(account, secret) : TryLiveAsync(account, secret));
            }

            for (var workspace = 0; workspace < AccessPlan.Workspaces; workspace++)
            {
                await TryListsAsync(account, workspace);
                foreach (var name in NamesIn(workspace))
                {
                    await TryNameAsync(account, workspace, name);
                }
            }
        }

        return situations;
    }

    private async Task TryLiveAsync(int account, int secret)
    {
        var (services, id, plan) = (world.Services[account], world.Secrets[secret].Id, world.Plan.Secrets[secret]);
        var rights = model.Of(account, secret);
        var here = world.Workspaces[plan.Workspace].Id;
        var isNarrow = world.Plan.Limits[account].Secrets is not null;
        var role = model.RoleIn(account, plan.Workspace);

        Task Expect(string needed, Func<Task> operation, string name) =>
            ExpectAsync(account, secret, name, Refusal(rights, needed), operation);
        ErrorCode? Creating(int needed) =>
            role == 0 ? ErrorCode.NotFound : role < needed || isNarrow ? ErrorCode.NotAllowed : null;

        await Expect("d", () => services.SecretMetadata.FindAsync(here, $"{id}", null, LookupMode.Exact, Token), "find");
        await Expect("d", () => FindByPrefixAsync(services, here, id), "find by prefix");
        await Expect("d", () => services.SecretHistory.ListAsync(id, null, Token), "history");
        await Expect("d", () => services.SecretUsages.FindAsync(here, $"{id}", null, LookupMode.Exact, Token), "usages");
        await Expect("r", () => ReadAsync(secret, () => services.Secrets.GetAsync(id, Token)), "get");
        await Expect(
            "r",
            () => ReadAsync(secret, () => services.Secrets.FindWithValuesAsync(here, $"{id}", null, LookupMode.Exact, Token)),
            "find with values");
        await Expect(
            "r",
            () => ReadAsync(secret, async () => (await services.Secrets.FindManyWithValuesAsync(here, [$"{id}"], Token))[0]),
            "read many");
        await Expect("r", () => services.SecretHistory.GetVersionAsync(id, 1, Token), "earlier version");
        await Expect("r", () => services.SecretHistory.DiffAsync(id, 1, 2, withValues: false, Token), "diff");
        await Expect("w", () => services.SecretHistory.RollbackAsync(id, 1, null, Token), "roll back");
        await Expect("a", () => services.SecretHistory.DestroyAsync(id, 1, null, Token), "destroy");
        var set = new SecretValues { ["key"] = "new" };
        await Expect("w", () => services.Secrets.UpdateAsync(id, new SecretUpdate { Set = set }, Token), "update");
        await Expect("wr", () => services.Secrets.UpdateWithValuesAsync(id, new SecretUpdate { Set = set }, Token), "update and read");
        await Expect("w", () => services.SecretEdits.EditAsync(id, new SecretUpdate { Set = set }, Token), "edit");
        await Expect(
            "w",
            () => services.Secrets.UpdateAsync(
                id, new SecretUpdate { Details = new SecretDetailsUpdate { Description = "new" } }, Token),
            "describe");
        await Expect("a", () => services.Secrets.UpdateAsync(id, new SecretUpdate { KeepVersions = 1 }, Token), "keep versions");
        await Expect(
            "a", () => services.Secrets.UpdateAsync(id, new SecretUpdate { IsRestricted = false }, Token), "lift restriction");
        await ExpectAsync(
            account, secret, "rename", Refusal(rights, "a") ?? (isNarrow ? ErrorCode.NotAllowed : null),
            () => services.Secrets.UpdateAsync(id, new SecretUpdate { Name = SecretName.Parse("renamed") }, Token));
        await ExpectAsync(
            account, secret, "delete", DeletesAnything(account) ? null : Refusal(rights, "a"),
            () => services.Secrets.DeleteAsync(id, ifVersion: null, Token));
        foreach (var (scope, needed) in new[] { (SecretScope.User, 2), (SecretScope.Workspace, 3) })
        {
            await ExpectAsync(
                account, secret, $"copy to {scope}", Refusal(rights, "r") ?? Creating(needed),
                () => services.SecretTransfers.CopyAsync(id, new SecretCopy(SecretName.Parse("copied")) { Scope = scope }, Token));
        }

        if (plan.Scope == SecretScope.User)
        {
            var isTaken = world.Plan.Secrets.Any(other => other.Workspace == plan.Workspace && !other.IsDeleted
                && other.Scope == SecretScope.Workspace && other.Name == plan.Name) || IsShared(account, plan.Workspace, plan.Name);
            await ExpectAsync(
                account, secret, "move", Refusal(rights, "a") ?? Creating(3) ?? (isTaken ? ErrorCode.AlreadyExists : null),
                () => services.SecretTransfers.MoveAsync(id, new SecretDestination { Scope = SecretScope.Workspace }, Token));
        }
    }

    private async Task TryDeletedAsync(int account, int secret)
    {
        var (services, id, plan) = (world.Services[account], world.Secrets[secret].Id, world.Plan.Secrets[secret]);
        var rights = model.Of(account, secret);
        await ExpectAsync(account, secret, "get deleted", ErrorCode.NotFound, () => services.Secrets.GetAsync(id, Token));
        await ExpectAsync(
            account, secret, "find deleted", Refusal(rights, "d"),
            () => services.DeletedSecrets.FindAsync(world.Workspaces[plan.Workspace].Id, $"{id}", null, Token));
        await ExpectAsync(
            account, secret, "undelete",
            Refusal(rights, "a") ?? (world.Plan.Limits[account].Secrets is not null ? ErrorCode.NotAllowed
                : IsShared(account, plan.Workspace, plan.Name) ? ErrorCode.AlreadyExists : null),
            () => services.DeletedSecrets.UndeleteAsync(id, null, null, Token));
        await ExpectAsync(
            account, secret, "purge", DeletesAnything(account) ? null : Refusal(rights, "a"),
            () => services.DeletedSecrets.PurgeAsync(id, new SecretPurge(), Token));
    }

    private async Task TryListsAsync(int account, int workspace)
    {
        var (services, here) = (world.Services[account], world.Workspaces[workspace].Id);
        int[] visible = [.. Live(workspace).Where(secret => model.Of(account, secret).Contains('d'))];
        Compare(account, "list", visible, await services.SecretMetadata.ListAsync(In(here), Token));
        int[] everywhere =
            [.. Live(0).Concat(Live(1)).Where(secret => model.Of(account, secret).Contains('d'))];
        Compare(account, "list all", everywhere, await services.SecretMetadata.ListAsync(new ListQuery { Size = 100 }, Token));
        foreach (var name in NamesIn(workspace))
        {
            Compare(
                account, $"list {name}", [.. visible.Where(secret => model.NameFor(account, secret) == name)],
                await services.SecretMetadata.ListAsync(In(here, name), Token));
        }

        int[] deleted =
        [
            .. Enumerable.Range(0, world.Secrets.Length)
                .Where(secret => world.Plan.Secrets[secret] is { IsDeleted: true } it && it.Workspace == workspace)
                .Where(secret => model.Of(account, secret).Contains('d')),
        ];
        Compare(
            account, "list deleted", deleted, (await services.DeletedSecrets.ListAsync(In(here), Token)).Select(found => found.Secret));
        int[] readable = [.. visible.Where(secret => model.Of(account, secret).Contains('r'))];
        await ExpectAsync(
            account, -1, "list with values", visible.Length > 0 && readable.Length == 0 ? ErrorCode.NotAllowed : null,
            async () =>
            {
                var page = await services.Secrets.ListWithValuesAsync(In(here), Token);
                Assert.Equal(
                    readable.Select(secret => $"{world.Secrets[secret].Id} {AccessWorld.Value}{secret}").Order(StringComparer.Ordinal),
                    page.Items.Select(found => $"{found.Info.Id} {found.Values["key"].Reveal()}").Order(StringComparer.Ordinal));
            });
    }

    private async Task TryNameAsync(int account, int workspace, string name)
    {
        var (services, here) = (world.Services[account], world.Workspaces[workspace].Id);
        var chosen = model.Choose(account, workspace, name);
        var one = chosen is [var only] ? only : -1;
        var rights = one < 0 ? "" : model.Of(account, one);
        var expected = one < 0 ? default : world.Secrets[one].Id;
        var missing = chosen.Length > 1 ? ErrorCode.Ambiguous : ErrorCode.NotFound;
        var role = model.RoleIn(account, workspace);
        var isNarrow = world.Plan.Limits[account].Secrets is not null;
        await ExpectAsync(account, one, $"find {name}", one < 0 ? missing : null, async () => Assert.Equal(
            expected, (await services.SecretMetadata.FindAsync(here, name, null, LookupMode.Exact, Token)).Id));
        await ExpectAsync(
            account, one, $"read {name}", one < 0 ? missing : Refusal(rights, "r"),
            () => ReadAsync(one, () => services.Secrets.FindWithValuesAsync(here, name, null, LookupMode.Exact, Token)));
        var reference = new SecretReference(name, "key");
        await ExpectAsync(
            account, one, $"resolve {name}", one < 0 ? ErrorCode.MissingSecrets : Refusal(rights, "r"),
            async () => Assert.Equal(
                $"{AccessWorld.Value}{one}", (await services.Secrets.ResolveAsync(here, [reference], Token))[reference].Reveal()));
        await ExpectAsync(account, one, $"check {name}", null, async () => Assert.Equal(
            one < 0 ? ReferenceOutcome.SecretMissing : rights.Contains('r') ? ReferenceOutcome.Resolves : ReferenceOutcome.NotReadable,
            (await services.SecretMetadata.CheckAsync(
                here, [reference], SecretValidationLevel.SecretAndKeyExists, Token))[0].Outcome));

        // A name that is set means the workspace-scoped secret of that name or a shared one. If there are both, nothing is set.
        int[] open =
            [.. Live(workspace).Where(secret => Sees(account, secret, name) && world.Plan.Secrets[secret].Scope == SecretScope.Workspace)];
        int[] shared = [.. Live(workspace).Where(secret => Sees(account, secret, name) && IsSharedWith(account, secret))];
        var target = open is [var first] ? first : shared is [var foreign] ? foreign : -1;
        var creating = role == 0 ? ErrorCode.NotFound : role < 3 || isNarrow ? ErrorCode.NotAllowed
            : shared.Length > 0 ? ErrorCode.AlreadyExists : (ErrorCode?)null;
        await ExpectAsync(
            account, target, $"set {name}",
            target < 0 ? creating
                : open.Length > 0 && shared.Length > 0 ? ErrorCode.Ambiguous
                : Refusal(model.Of(account, target), "w"),
            () => services.SecretEdits.SetAsync(
                new NewSecret(here, SecretName.Parse(name), SecretScope.Workspace, new SecretValues { ["key"] = "set" }), null, Token));
        await ExpectAsync(
            account, one, $"import {name}", one >= 0 ? Refusal(rights, "w") : creating,
            () => services.SecretImports.ImportAsync(
                here, [new SecretImport(SecretName.Parse(name), new SecretValues { ["key"] = "set" })], dryRun: true, Token));
        var isOwn = Live(workspace).Any(secret => Sees(account, secret, name)
            && world.Plan.Secrets[secret] is { Scope: SecretScope.User } it && it.Owner == account);
        await ExpectAsync(
            account, -1, $"create {name}",
            role == 0 ? ErrorCode.NotFound : role < 2 || isNarrow ? ErrorCode.NotAllowed
                : isOwn || shared.Length > 0 ? ErrorCode.AlreadyExists : null,
            () => services.Secrets.CreateAsync(
                new NewSecret(here, SecretName.Parse(name), SecretScope.User, new SecretValues { ["key"] = "created" }), Token));
    }

    private async Task ExpectAsync(int account, int secret, string operation, ErrorCode? expected, Func<Task> run)
    {
        situations++;
        ErrorCode? found = null;
        try
        {
            await run();
        }
        catch (ZenException exception)
        {
            found = exception.Code;
            if (secret >= 0 && found == ErrorCode.NotFound)
            {
                // Nothing may say that there is such a secret after all: neither its name nor the name of its owner.
                var id = $"{world.Secrets[secret].Id}"[..8];
                Assert.Matches($"^There is no (deleted )?(secret|workspace) ?(with the id|'{id}|'[a-z/]+')", exception.Message);
            }
        }

        Assert.True(
            found == expected,
            $"{AccessPlan.Accounts[account]} / {operation} / secret {secret}: expected {expected}, not {found} "
            + $"({(secret < 0 ? "" : model.Of(account, secret))})");
    }

    private void Compare(int account, string list, int[] expected, Page<SecretInfo> page)
    {
        situations += world.Secrets.Length;
        var found = page.Items.Where(secret => world.Secrets.Any(known => known.Id == secret.Id)).ToArray();
        Assert.True(page.Total == expected.Length && found.Length == expected.Length
            && found.Select(secret => secret.Id).ToHashSet().SetEquals(expected.Select(secret => world.Secrets[secret].Id)),
            $"{AccessPlan.Accounts[account]} / {list}: {page.Total} in all, "
            + $"{string.Join(' ', found.Select(secret => secret.ReferenceName))}");
        Assert.All(found, secret => Assert.Equal(
            model.NameFor(account, Array.FindIndex(world.Secrets, known => known.Id == secret.Id)), secret.ReferenceName));
    }

    private static ErrorCode? Refusal(string rights, string needed) =>
        rights.Length == 0 ? ErrorCode.NotFound : needed.All(rights.Contains) ? null : ErrorCode.NotAllowed;

    private static async Task FindByPrefixAsync(IZenServices services, Id<Workspace> here, Id<Secret> id)
    {
        var found = await services.SecretMetadata.FindAsync(here, $"{id.Value:N}"[..14], null, LookupMode.Reading, Token);
        Assert.Equal(id, found.Id);
    }

    private static async Task ReadAsync(int secret, Func<Task<Secret>> read) =>
        Assert.Equal($"{AccessWorld.Value}{secret}", (await read()).Values["key"].Reveal());

    private static ListQuery In(Id<Workspace> workspace, string? name = null)
    {
        var query = new ListQuery { Workspace = workspace, Size = 100 };
        if (name is not null)
        {
            query["name"] = $"equals:{name}";
        }

        return query;
    }

    private IEnumerable<int> Live(int workspace) => Enumerable.Range(0, world.Secrets.Length)
        .Where(secret => world.Plan.Secrets[secret] is { IsDeleted: false } it && it.Workspace == workspace);

    private IEnumerable<string> NamesIn(int workspace) => Live(workspace)
        .SelectMany(secret => new[]
        {
            world.Plan.Secrets[secret].Name, $"{AccessPlan.Accounts[world.Plan.Secrets[secret].Owner]}/{world.Plan.Secrets[secret].Name}",
        })
        .Distinct(StringComparer.Ordinal);

    private bool Sees(int account, int secret, string name) =>
        model.Of(account, secret).Contains('d') && model.NameFor(account, secret) == name;

    private bool IsSharedWith(int account, int secret) =>
        world.Plan.Secrets[secret] is { Scope: SecretScope.User } it && it.Owner != account;

    private bool IsShared(int account, int workspace, string name) =>
        Live(workspace).Any(secret => Sees(account, secret, name) && IsSharedWith(account, secret));

    private bool DeletesAnything(int account) => world.Plan.Admins[account] && world.Plan.Limits[account].IsNone;
}
