using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

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
    public async Task It_takes_an_id_then_a_name_then_the_beginning_of_either(string text, LookupMode mode, string? id)
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
    public async Task A_full_id_comes_before_a_name_that_looks_like_it()
    {
        var trap = new MemorySource(new(First, "one"), new(Second, First));
        Assert.Equal("one", (await FindAsync(trap, First, LookupMode.Exact)).DisplayName);
    }

    [Fact]
    public async Task An_exact_name_comes_before_the_beginning_of_an_id()
    {
        var trap = new MemorySource(new(First, "one"), new(Third, "aaaaaaaa"));
        Assert.Equal(Guid.Parse(Third), (await FindAsync(trap, "aaaaaaaa", LookupMode.Changing)).Uuid);
    }

    [Fact]
    public async Task The_beginning_of_an_id_comes_before_the_beginning_of_a_name()
    {
        var trap = new MemorySource(new(First, "one"), new(Third, "aaaaaaaa_longer"));
        Assert.Equal("one", (await FindAsync(trap, "aaaaaaaa", LookupMode.Reading)).DisplayName);
    }

    [Theory]
    [InlineData("aaaaaaaa", LookupMode.Changing)]
    [InlineData("a", LookupMode.Reading)]
    public async Task Beginnings_that_fit_several_are_refused_with_all_of_them(string text, LookupMode mode)
    {
        var message = await Refusal.OfAsync(() => FindAsync(source, text, mode), ErrorCode.Ambiguous);
        Assert.All([First, Second, "app", "app_two"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
        Assert.DoesNotContain(Third, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beginnings_of_names_that_fit_several_are_refused_with_all_of_them()
    {
        var message = await Refusal.OfAsync(() => FindAsync(new(new(First, "x_one"), new(Second, "x_two")), "x_", LookupMode.Reading), ErrorCode.Ambiguous);
        Assert.All([First, Second, "x_one", "x_two"], shown => Assert.Contains(shown, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_of_many_candidates_are_shown_and_it_says_that_there_are_more()
    {
        var many = new MemorySource([.. Enumerable.Range(0, 500).Select(index => new Thing(Guid.NewGuid().ToString(), $"app{index:D3}"))]);
        var message = await Refusal.OfAsync(() => FindAsync(many, "app", LookupMode.Reading), ErrorCode.Ambiguous);
        Assert.Equal(12, message.Split(Environment.NewLine).Length);
        Assert.EndsWith("... and more", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task D3_an_exact_name_is_found_however_many_names_contain_it()
    {
        var many = new MemorySource([.. Enumerable.Range(0, 500).Select(index => new Thing(Guid.NewGuid().ToString(), $"app{index:D3}")), new(First, "app")]);
        Assert.Equal(Guid.Parse(First), (await FindAsync(many, "app", LookupMode.Reading)).Uuid);
    }

    [Fact]
    public async Task A_change_by_too_few_digits_is_refused_with_the_number_that_is_needed()
    {
        var message = await Refusal.OfAsync(() => FindAsync(source, "bbbb", LookupMode.Changing), ErrorCode.NotFound);
        Assert.Contains("at least 8 digits", message, StringComparison.Ordinal);
        Assert.DoesNotContain("digits", await Refusal.OfAsync(() => FindAsync(source, "cccc", LookupMode.Changing), ErrorCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashes_do_not_count_as_digits()
    {
        var shortened = new MemorySource(new Thing("bbbbbbbb-1000-4000-8000-000000000003", "db"));
        Assert.Equal("db", (await FindAsync(shortened, "bbbbbbbb-", LookupMode.Changing)).DisplayName);
    }

    private static Task<Thing> FindAsync(MemorySource source, string text, LookupMode mode) =>
        Lookup.FindAsync(source, "thing", text, mode, TestContext.Current.CancellationToken);

    private sealed record Thing(string Id, string DisplayName) : IResource
    {
        public Guid Uuid => Guid.Parse(Id);
    }

    private sealed class MemorySource(params Thing[] things) : ILookupSource<Thing>
    {
        public Task<Thing?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(things.FirstOrDefault(thing => thing.Uuid == id));

        public Task<IReadOnlyList<Thing>> FindByNameAsync(string name, CancellationToken cancellationToken) => Where(thing => thing.DisplayName == name, int.MaxValue);

        public Task<IReadOnlyList<Thing>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
            Where(thing => thing.Uuid.ToString("N").StartsWith(hexadecimalPrefix, StringComparison.Ordinal), limit);

        public Task<IReadOnlyList<Thing>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
            Where(thing => thing.DisplayName.StartsWith(prefix, StringComparison.Ordinal), limit);

        private Task<IReadOnlyList<Thing>> Where(Func<Thing, bool> fits, int limit) => Task.FromResult<IReadOnlyList<Thing>>([.. things.Where(fits).Take(limit)]);
    }
}
