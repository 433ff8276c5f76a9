using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Tests.Secrets.References;

public sealed class ReferenceUseTests
{
    [Fact]
    public void References_are_found_at_any_depth_with_their_location()
    {
        var configuration = new ConfigurationMap
        {
            ["uri"] = "http://{{a.b}}",
            ["user"] = "{{db.user}}",
            ["port"] = 5000,
            ["env"] = new ConfigurationList(
            [
                new ConfigurationMap { ["name"] = "X", ["value"] = "{{ db.x }}" },
                new ConfigurationList(["{{db.y}}", new ConfigurationNull()]),
            ]),
            ["deep"] = new ConfigurationMap { ["a"] = new ConfigurationMap { ["b"] = "{{db.user}}" } },
            ["secret"] = new ConfigurationSensitive("{{looks.like}}"),
        };
        Assert.Equal(
            ["db.user at user", "db.x at env[0].value", "db.y at env[1][0]", "db.user at deep.a.b"],
            ReferenceUse.In(configuration, "tracker").Select(use => $"{use.Reference} at {use.Attribute}"));
        Assert.All(ReferenceUse.In(configuration, "tracker"), use => Assert.Equal("tracker", use.Owner));
    }

    [Fact]
    public void A_key_that_looks_like_a_reference_is_not_one() =>
        Assert.Empty(ReferenceUse.In(new ConfigurationMap { ["{{a.b}}"] = "x", ["m"] = new ConfigurationMap { ["{{a.b}}"] = 1 } }, "x"));
}
