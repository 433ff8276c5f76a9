using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Tests.Stacks.Configurations;

public sealed class ConfigurationMapTests
{
    [Fact]
    public void Merging_sets_given_keys_and_removes_null_keys_and_keeps_the_rest()
    {
        var original = new ConfigurationMap { ["a"] = 1, ["b"] = "two", ["c"] = true };
        var merged = original.Merge(
            new ConfigurationMap { ["d"] = 4, ["b"] = "TWO", ["a"] = new ConfigurationNull(), ["none"] = new ConfigurationNull() });
        Assert.Equal(new ConfigurationMap { ["b"] = "TWO", ["c"] = true, ["d"] = 4 }, merged);
        Assert.Equal(["b", "c", "d"], merged.Keys);
        Assert.Equal(new ConfigurationMap { ["a"] = 1, ["b"] = "two", ["c"] = true }, original);
    }

    [Fact]
    public void Merging_replaces_nested_maps_instead_of_merging_them()
    {
        var merged = new ConfigurationMap { ["m"] = new ConfigurationMap { ["a"] = 1 } }.Merge(
            new ConfigurationMap { ["m"] = new ConfigurationMap { ["b"] = 2 } });
        Assert.Equal(new ConfigurationMap { ["m"] = new ConfigurationMap { ["b"] = 2 } }, merged);
    }

    [Fact]
    public void Maps_and_lists_are_equal_when_their_items_and_order_are_equal()
    {
        Assert.Equal(
            new ConfigurationMap { ["a"] = new ConfigurationList([1, "x"]) },
            new ConfigurationMap { ["a"] = new ConfigurationList([1, "x"]) });
        Assert.Equal(
            new ConfigurationMap { ["a"] = new ConfigurationList([1]) }.GetHashCode(),
            new ConfigurationMap { ["a"] = new ConfigurationList([1]) }.GetHashCode());
        Assert.NotEqual(new ConfigurationMap { ["a"] = 1, ["b"] = 2 }, new ConfigurationMap { ["b"] = 2, ["a"] = 1 });
        Assert.NotEqual(new ConfigurationMap { ["a"] = 1 }, new ConfigurationMap { ["a"] = "1" });
        Assert.NotEqual(new ConfigurationList([1, 2]), new ConfigurationList([2, 1]));
    }

    [Fact]
    public void Numbers_keep_their_digits_in_any_culture()
    {
        ConfigurationValue whole = -1200;
        ConfigurationValue fraction = 0.5;
        Assert.Equal(new ConfigurationNumber("-1200"), whole);
        Assert.Equal(new ConfigurationNumber("0.5"), fraction);
    }
}
