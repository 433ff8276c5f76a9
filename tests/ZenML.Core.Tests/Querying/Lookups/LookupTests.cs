using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Tests.Querying.Lookups;

public sealed class LookupTests
{
    private const string First = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string Second = "aaaaaaaa-0000-4000-8000-000000000002";
    private const string Third = "bbbbbbbb-0000-4000-8000-000000000003";

    private readonly MemorySource source = new(new(First, "app"), new(Second, "app_two"), new(Third, "db"));

    [Theory]
    [InlineData(First, LookupMode.Exact, First)]
    [InlineData("AAAAAAAA000040008000000000000001", LookupMode.Exact, First)]
    [InlineData("app", LookupMode.Exact, First)]
    [InlineData("app", LookupMode.Changing, First)]
    [InlineData("app", LookupMode.Reading, First)]
    [InlineData("bbbbbbbb", LookupMode.Changing, Third)]
    [InlineData("BBBBBBBB-0", LookupMode.Changing, Third)]
    [InlineData("bbbbbbb", LookupMode.Reading, Third)]
    [InlineData("b", LookupMode.Reading, Third)]
    [InlineData("aaaaaaaa-0000-4000-8000-000000000002", LookupMode.Reading, Second)]
    [InlineData("aaaaaaaa0000400080000000000000002", LookupMode.Reading, null)]
    [InlineData("app_", LookupMode.Reading, Second)]
    [InlineData("app_", LookupMode.Changing, null)]
    [InlineData("app_", LookupMode.Exact, null)]
    [InlineData("bbbbbbbb", LookupMode.Exact, null)]
    [InlineData("bbbbbbb", LookupMode.Changing, null)]
    [InlineData("APP", LookupMode.Reading, null)]
    [InlineData("pp", LookupMode.Reading, null)]
    [InlineData("", LookupMode.Reading, null)]
    [InlineData("00000000-0000-4000-8000-000000000000", LookupMode.Reading, null)]
    public async Task A_lookup_tries_an_id_then_a_name_then_a_prefix_of_either(string text, LookupMode mode, string? id)
    {
        var find = () => Lookup.FindAsync(source, "thing", text, mode, TestContext.Current.CancellationToken);
        if (id is null)
        {
            Assert.Contains($"'{text}'", await Refusal.OfAsync(find, ErrorCode.NotFound), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(Guid.Parse(id), (await find()).Uuid);
        }
    }

    [Fact]
    public async Task A_full_id_takes_precedence_over_a_name_that_looks_like_it()
    {
        var trap = new MemorySource(new(First, "one"), new(Second, First));
        Assert.Equal("one", (await FindAsync(trap, First, LookupMode.Exact)).DisplayName);
    }

    [Fact]
    public async Task An_exact_name_takes_precedence_over_an_id_prefix_in_a_read()
    {
        var trap = new MemorySource(new(First, "one"), new(Third, "aaaaaaaa"));
        Assert.Equal(Guid.Parse(Third), (await FindAsync(trap, "aaaaaaaa", LookupMode.Reading)).Uuid);
    }

    [Theory]
    [InlineData("aaaaaaaa")]
    [InlineData("AAAAAAAA")]
    [InlineData("aaaaaaaa-0000")]
    public async Task A_name_that_is_also_the_beginning_of_another_id_is_rejected_in_a_change_with_both(string name)
    {
        var trap = new MemorySource(new(First, "one"), new(Third, name));

        var message = await Refusal.OfAsync(() => FindAsync(trap, name, LookupMode.Changing), ErrorCode.Ambiguous);

        Assert.StartsWith(
            $"More than one thing has the name '{name}' or an id that begins with it. Use the id of one of them:", message,
            StringComparison.Ordinal);
        Assert.All([First, Third, "one"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
        Assert.Equal("one", (await FindAsync(trap, First, LookupMode.Changing)).DisplayName);
        Assert.Equal(name, (await FindAsync(trap, Third, LookupMode.Changing)).DisplayName);
    }

    [Theory]
    [InlineData("bbbbbbbb")]
    [InlineData("cccccccc")]
    [InlineData("aaaaaaa")]
    public async Task A_name_of_hexadecimal_digits_that_begins_no_other_id_or_is_too_short_for_one_can_be_changed(string name)
    {
        var harmless = new MemorySource(new(First, "one"), new(Third, name));
        Assert.Equal(Guid.Parse(Third), (await FindAsync(harmless, name, LookupMode.Changing)).Uuid);
    }

    [Fact]
    public async Task An_id_prefix_takes_precedence_over_a_name_prefix()
    {
        var trap = new MemorySource(new(First, "one"), new(Third, "aaaaaaaa_longer"));
        Assert.Equal("one", (await FindAsync(trap, "aaaaaaaa", LookupMode.Reading)).DisplayName);
    }

    [Theory]
    [InlineData("aaaaaaaa", LookupMode.Changing)]
    [InlineData("a", LookupMode.Reading)]
    public async Task An_ambiguous_id_prefix_is_rejected_with_all_candidates(string text, LookupMode mode)
    {
        var message = await Refusal.OfAsync(() => FindAsync(source, text, mode), ErrorCode.Ambiguous);
        Assert.All([First, Second, "app", "app_two"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
        Assert.DoesNotContain(Third, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ambiguous_name_prefix_is_rejected_with_all_candidates()
    {
        var message = await Refusal.OfAsync(
            () => FindAsync(new(new(First, "x_one"), new(Second, "x_two")), "x_", LookupMode.Reading),
            ErrorCode.Ambiguous);
        Assert.All([First, Second, "x_one", "x_two"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_ten_of_many_candidates_are_shown_with_a_hint_that_there_are_more()
    {
        var many = new MemorySource([.. Enumerable.Range(0, 500).Select(index => new Thing(Guid.NewGuid().ToString(), $"app{index:D3}"))]);
        var message = await Refusal.OfAsync(() => FindAsync(many, "app", LookupMode.Reading), ErrorCode.Ambiguous);
        Assert.Equal(12, message.Split(Environment.NewLine).Length);
        Assert.EndsWith("... and more", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D3_an_exact_name_is_found_however_many_names_contain_it()
    {
        var many = new MemorySource(
            [
                .. Enumerable.Range(0, 500).Select(index => new Thing(Guid.NewGuid().ToString(), $"app{index:D3}")),
                new(First, "app"),
            ]);
        Assert.Equal(Guid.Parse(First), (await FindAsync(many, "app", LookupMode.Reading)).Uuid);
    }

    [Fact]
    public async Task A_change_with_too_few_id_digits_is_rejected_and_the_error_says_how_many_are_needed()
    {
        var message = await Refusal.OfAsync(() => FindAsync(source, "bbbb", LookupMode.Changing), ErrorCode.NotFound);
        Assert.Contains("at least 8 digits", message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "digits",
            await Refusal.OfAsync(() => FindAsync(source, "cccc", LookupMode.Changing), ErrorCode.NotFound),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashes_in_an_id_prefix_do_not_count_as_digits()
    {
        var shortened = new MemorySource(new Thing("bbbbbbbb-1000-4000-8000-000000000003", "db"));
        Assert.Equal("db", (await FindAsync(shortened, "bbbbbbbb-", LookupMode.Changing)).DisplayName);
    }

    private static Task<Thing> FindAsync(MemorySource source, string text, LookupMode mode) =>
        Lookup.FindAsync(source, "thing", text, mode, TestContext.Current.CancellationToken);

    private sealed record Thing(string Id, string DisplayName) : IResource
    {
        public Guid Uuid => Guid.Parse(Id);

        public Id<Workspace>? WorkspaceId => null;
    }

    private sealed class MemorySource(params Thing[] things) : ILookupSource<Thing>
    {
        public Task<Thing?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
            Task.FromResult(things.FirstOrDefault(thing => thing.Uuid == id));

        public Task<IReadOnlyList<Thing>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
            Where(thing => thing.DisplayName == name, int.MaxValue);

        public Task<IReadOnlyList<Thing>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
            Where(thing => thing.Uuid.ToString("N").StartsWith(hexadecimalPrefix, StringComparison.Ordinal), limit);

        public Task<IReadOnlyList<Thing>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
            Where(thing => thing.DisplayName.StartsWith(prefix, StringComparison.Ordinal), limit);

        private Task<IReadOnlyList<Thing>> Where(Func<Thing, bool> fits, int limit) =>
            Task.FromResult<IReadOnlyList<Thing>>([.. things.Where(fits).Take(limit)]);
    }
}
