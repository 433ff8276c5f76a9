using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql;

/// <summary>Text is compared byte by byte in every database, whatever its default collation is.</summary>
public sealed class TextsTests
{
    [Theory, EveryDatabase]
    public async Task Names_that_other_collations_treat_as_equal_are_different(StoreKind kind)
    {
        string[] names =
        [
            "a", "A", "a ", "a  ", "\u00E1", "a\u0301", "\u00DF", "ss", "\uFF41", "\u00E6", "ae", "a\u200B",
            "\U0001F511", "\U0001F512",
        ];
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var name in names)
        {
            await store.AddSecretAsync(name, new() { ["key"] = name });
        }

        foreach (var name in names)
        {
            Assert.Equal(name, (await store.GetSecretAsync(name))["key"].Reveal());
            await FailsAsync(ErrorCode.AlreadyExists, () => store.AddSecretAsync(name));
        }

        var page = await store.Services.SecretMetadata.ListAsync(new ListQuery { SortBy = "name", Size = 100 }, Token);
        Assert.Equal(
            names.OrderBy(
                name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)), StringComparer.Ordinal),
            page.Items.Select(secret => secret.Name.Value));
    }

    [Theory, EveryDatabase]
    public async Task Many_names_requested_at_once_are_found_exactly_as_written(StoreKind kind)
    {
        string[] names =
        [
            "a", "A", "a\"b", "a\\b", "a\\u0062", "a'b", "[a]", "a,b", "a/b", "null", "1", "1.0", "true", "\u00E1",
            "a\u2028b", "\U0001F511",
        ];
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var name in names)
        {
            await store.AddSecretAsync(name);
        }

        string[] others = ["ab", "a\0", "a\0b", "\U0001F512", "01", "True", "a/ b", "\\", "\""];
        string[] asked = kind == StoreKind.PostgreSql
            ? [.. names, .. others.Where(name => !name.Contains('\0', StringComparison.Ordinal))]
            : [.. names, .. others];

        Assert.Equal(names.Order(StringComparer.Ordinal), await FindNamesAsync(store, asked));
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            await FindNamesAsync(store, [.. asked.Where(name => !name.Contains('\0', StringComparison.Ordinal))]));
        await FailsAsync(ErrorCode.InvalidArgument, () => FindNamesAsync(store, [.. names, "a\uD83D"]));
    }

    [Theory, EveryDatabase]
    public async Task The_longest_names_fit_into_every_index(StoreKind kind)
    {
        var name = string.Concat(Enumerable.Range(0, 255).Select(index => char.ConvertFromUtf32(0x1F300 + index)));
        await using var store = await TemporaryStore.CreateAsync(kind);
        var workspace = await store.Services.Workspaces.CreateAsync(name, name, Token);
        await store.AddSecretAsync(name, workspace: workspace.Id);
        await store.AddFlavorAsync(name);
        await store.AddComponentAsync(name, flavor: name);

        Assert.Equal(name, (await store.Services.Workspaces.FindAsync(name[..40], LookupMode.Reading, Token)).Name);
        var containing = new ListQuery { ["name"] = $"contains:{name[100..]}" };
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(containing, Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task The_NUL_character_is_stored_or_rejected_and_a_name_with_it_finds_nothing_else(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("ab");

        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery { ["name"] = "a\0b" }, Token)).Total);
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery { ["name"] = "contains:a\0" }, Token)).Total);
        if (kind == StoreKind.PostgreSql)
        {
            await FailsAsync(ErrorCode.InvalidArgument, () => store.Services.Workspaces.CreateAsync("w", "a\0b", Token));
        }
        else
        {
            Assert.Equal("a\0b", (await store.Services.Workspaces.CreateAsync("w", "a\0b", Token)).Description);
            Assert.Equal("a\0b", (await store.Services.Workspaces.FindAsync("w", LookupMode.Exact, Token)).Description);
        }
    }

    private static Task<string[]> FindNamesAsync(TemporaryStore store, string[] names) => store.Database.ReadAsync<string[]>(
        async (unit, token) =>
        [
            .. (await unit.Secrets.FindByNamesAsync(
                store.Workspace.Id, names, new SecretViewer(store.Database.LocalCaller.UserId), token))
                .Select(secret => secret.Name.Value).Order(StringComparer.Ordinal),
        ],
        Token);
}
