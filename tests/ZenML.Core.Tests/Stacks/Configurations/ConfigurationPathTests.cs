using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Tests.Stacks.Configurations;

public sealed class ConfigurationPathTests
{
    private static readonly ConfigurationMap Configuration = new()
    {
        ["user"] = "admin",
        ["env"] = new ConfigurationList([new ConfigurationMap { ["value"] = 1 }, new ConfigurationList([true])]),
        ["dotted.name"] = new ConfigurationMap { ["[0]"] = "odd" },
    };

    [Fact]
    public void Walking_a_configuration_returns_each_value_with_the_text_of_its_path() => Assert.Equal(
        ["", "user", "env", "env[0]", "env[0].value", "env[1]", "env[1][0]", "dotted.name", "dotted.name.[0]"],
        Configuration.Walk().Select(node => node.Path.ToString()));

    [Fact]
    public void Each_path_leads_back_to_the_value_that_it_was_returned_with() =>
        Assert.All(Configuration.Walk(), node => Assert.Same(node.Value, node.Path.FindIn(Configuration)));

    [Fact]
    public void A_path_to_a_value_that_does_not_exist_finds_nothing()
    {
        var items = ConfigurationPath.Root.Entry("env");

        Assert.Null(items.Item(2).FindIn(Configuration));
        Assert.Null(items.Entry("value").FindIn(Configuration));
        Assert.Null(ConfigurationPath.Root.Entry("user").Item(0).FindIn(Configuration));
        Assert.Null(ConfigurationPath.Root.Entry("none").Entry("a").FindIn(Configuration));
    }

    [Fact]
    public void Leaves_are_the_values_that_are_neither_maps_nor_lists() => Assert.Equal(
        [new ConfigurationText("admin"), new ConfigurationNumber("1"), new ConfigurationBoolean(true), new ConfigurationText("odd")],
        Configuration.Leaves());

    [Fact]
    public void Two_paths_are_equal_if_their_names_and_indexes_are() =>
        Assert.Equal(ConfigurationPath.Root.Entry("env").Item(0), ConfigurationPath.Root.Entry("env").Item(0));
}
