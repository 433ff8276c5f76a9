using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;

namespace ZenML.Core.Tests.Stacks.Flavors;

/// <summary>A value has the type that its flavor declares, whatever its notation, or is rejected.</summary>
public sealed class TypedAttributeTests
{
    private static readonly AttributeShape Numeric =
        new AttributeShape.AnyOf([new AttributeShape.Integer(), new AttributeShape.Number(), new AttributeShape.Text()]);

    private static readonly FlavorDefinition Flavor = new()
    {
        Name = "test",
        Type = ComponentType.StepOperator,
        Schema = new FlavorSchema
        {
            AllowsAdditionalAttributes = true,
            Attributes =
            [
                Of("text", new AttributeShape.Text()),
                Of("flag", new AttributeShape.Boolean()),
                Of("port", new AttributeShape.Integer()),
                Of("positive", new AttributeShape.Integer { ExclusiveMinimum = 0 }),
                Of("ratio", new AttributeShape.Number()),
                Of("map", new AttributeShape.Map(null)),
                Of("flags", new AttributeShape.Map(new AttributeShape.Boolean())),
                Of("counts", new AttributeShape.Map(new AttributeShape.Integer())),
                Of("texts", new AttributeShape.Map(new AttributeShape.Text())),
                Of("list", new AttributeShape.List(null)),
                Of("ports", new AttributeShape.List(new AttributeShape.Integer())),
                Of("names", new AttributeShape.List(new AttributeShape.Text())),
                Of("nested", new AttributeShape.Map(new AttributeShape.List(new AttributeShape.Number()))),
                Of("either", new AttributeShape.AnyOf([new AttributeShape.Text(), new AttributeShape.Map(new AttributeShape.Integer())])),
                Of("cpus", Numeric),
                Of("anything", new AttributeShape.Any()),
            ],
        },
    };

    [Theory]
    [InlineData("text", "007", "\"007\"")]
    [InlineData("text", "true", "\"true\"")]
    [InlineData("text", """{"a": 1}""", """ "{\"a\": 1}" """)]
    [InlineData("flag", "true", "true")]
    [InlineData("flag", "False", "false")]
    [InlineData("flag", "TRUE", "true")]
    [InlineData("port", "1200", "1200")]
    [InlineData("port", "-1", "-1")]
    [InlineData("port", "0", "0")]
    [InlineData("positive", "1", "1")]
    [InlineData("ratio", "0.5", "0.5")]
    [InlineData("ratio", "1e3", "1e3")]
    [InlineData("ratio", "7", "7")]
    [InlineData("map", """{"url": "http://x", "n": 1.50, "deep": [null, true]}""", """{"url":"http://x","n":1.50,"deep":[null,true]}""")]
    [InlineData("map", "{}", "{}")]
    [InlineData("map", "{\n  \"a\": 1\n}\n", """{"a":1}""")]
    [InlineData("flags", """{"a": "true", "b": false}""", """{"a":true,"b":false}""")]
    [InlineData("counts", """{"A100": 1, "V100": "2", "T4": "{{db.count}}"}""", """{"A100":1,"V100":2,"T4":"{{db.count}}"}""")]
    [InlineData("texts", """{"floor": 3}""", """{"floor":"3"}""")]
    [InlineData("list", """[1, "x", {"a": null}]""", """[1,"x",{"a":null}]""")]
    [InlineData("ports", """["1", 2]""", "[1,2]")]
    [InlineData("names", """["007", 8]""", """["007","8"]""")]
    [InlineData("nested", """{"a": ["0.5", 1]}""", """{"a":[0.5,1]}""")]
    [InlineData("either", "A100", "\"A100\"")]
    [InlineData("either", """{"A100": "1"}""", """{"A100":1}""")]
    [InlineData("either", "{{db.x}}", "\"{{db.x}}\"")]
    [InlineData("cpus", "4", "4")]
    [InlineData("cpus", "0.5", "0.5")]
    [InlineData("cpus", "4+", "\"4+\"")]
    [InlineData("anything", "5", "\"5\"")]
    [InlineData("unknown", "5", "\"5\"")]
    public void A_text_is_converted_to_the_type_that_the_flavor_declares(string name, string text, string json)
    {
        var expected = new ConfigurationMap { [name] = ConfigurationJson.Parse(json) };
        Assert.Equal(expected, Check(new ConfigurationMap { [name] = text }));
        Assert.Equal(expected, new FlavorValidator(Flavor, new StructuredText()).Convert(new ConfigurationMap { [name] = text }));
        Assert.Equal(expected, Check(expected));
    }

    [Theory]
    [InlineData("flag", "yes", "true or false")]
    [InlineData("flag", "1", "true or false")]
    [InlineData("flag", "on", "true or false")]
    [InlineData("flag", " true", "true or false")]
    [InlineData("flag", "", "true or false")]
    [InlineData("port", "007", "a whole number")]
    [InlineData("port", "+5", "a whole number")]
    [InlineData("port", " 5", "a whole number")]
    [InlineData("port", "5\n", "a whole number")]
    [InlineData("port", "1e3", "a whole number")]
    [InlineData("port", "1_000", "a whole number")]
    [InlineData("port", "0x1F", "a whole number")]
    [InlineData("port", "٥", "a whole number")]
    [InlineData("port", "9223372036854775808", "a whole number")]
    [InlineData("positive", "0", "a whole number greater than 0")]
    [InlineData("ratio", ".5", "a number")]
    [InlineData("ratio", "5.", "a number")]
    [InlineData("ratio", "00.5", "a number")]
    [InlineData("ratio", "NaN", "a number")]
    [InlineData("ratio", "Infinity", "a number")]
    [InlineData("ratio", "1e999", "a number")]
    [InlineData("map", "{'a': 'canary'}", "a map")]
    [InlineData("map", "{canary: 1}", "a map")]
    [InlineData("map", "canary: 1", "a map")]
    [InlineData("map", """{"a": 1, "a": "canary"}""", "a map")]
    [InlineData("map", """{"a": "canary"} x""", "a map")]
    [InlineData("flags", """{"a": "yes"}""", "true or false at a")]
    [InlineData("counts", """{"a": "007"}""", "a whole number at a")]
    [InlineData("list", "canary, x", "a list")]
    [InlineData("list", "['canary']", "a list")]
    [InlineData("ports", """[1, true]""", "a whole number at [1]")]
    [InlineData("either", "{'canary': 1}", "a string or a map")]
    [InlineData("either", """{"canary": "many"}""", "a string or a map")]
    public void A_text_that_does_not_match_the_type_is_rejected_with_attribute_and_type(string name, string text, string type)
    {
        var configuration = new ConfigurationMap { [name] = text };
        foreach (var message in new[]
        {
            Refusal.Of(() => Check(configuration)),
            Refusal.Of(() => new FlavorValidator(Flavor, new StructuredText()).Convert(configuration)),
        })
        {
            Assert.StartsWith($"The attribute '{name}' of the step operator flavor 'test' must ", message, StringComparison.Ordinal);
            Assert.Contains(type, message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_update_does_not_validate_texts_that_were_stored_before()
    {
        var stored = new ConfigurationMap { ["flag"] = "yes", ["port"] = "007", ["text"] = "x" };
        var validator = new FlavorValidator(Flavor, new StructuredText()) { Given = new HashSet<string> { "text" } };
        Assert.Equal(stored, validator.Check(stored));
        Refusal.Of(() => new FlavorValidator(Flavor, new StructuredText()) { Given = new HashSet<string> { "flag" } }.Check(stored));
    }

    private static FlavorAttribute Of(string name, AttributeShape shape) => new() { Name = name, Shape = shape };

    private static ConfigurationMap Check(ConfigurationMap configuration) =>
        new FlavorValidator(Flavor, new StructuredText()).Check(configuration);
}
