using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;

namespace ZenML.Core.Tests.Secrets.Edits;

public sealed class KeyChangesTests
{
    [Fact]
    public void Added_changed_and_removed_keys_are_named_in_the_order_of_the_secret()
    {
        var before = new SecretValues { ["a"] = "1", ["b"] = "2", ["c"] = "3", ["d"] = "4" };
        var after = new SecretValues { ["d"] = "4", ["x"] = "", ["c"] = "three", ["b"] = "two", ["w"] = "5" };

        var keys = KeyChanges.Between(before, after);

        Assert.Equal(["x", "w"], keys.Added);
        Assert.Equal(["c", "b"], keys.Changed);
        Assert.Equal(["a"], keys.Removed);
        Assert.False(keys.IsNone);
    }

    [Fact]
    public void The_order_of_keys_is_no_difference()
    {
        var keys = KeyChanges.Between(new() { ["a"] = "1", ["b"] = "2" }, new() { ["b"] = "2", ["a"] = "1" });

        Assert.True(keys.IsNone);
    }

    [Fact]
    public void Values_are_compared_exactly() =>
        Assert.Equal(["a"], KeyChanges.Between(new() { ["a"] = "x" }, new() { ["a"] = "x\n" }).Changed);
}
