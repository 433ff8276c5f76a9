using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Tests;

public sealed class FlavorDocumentTests
{
    private static readonly FlavorDefinition Everything = new()
    {
        Name = "everything",
        Type = ComponentType.ArtifactStore,
        Source = "my.package.EverythingFlavor",
        Integration = "mine",
        IsCustom = false,
        ConnectorType = "aws",
        ConnectorResourceType = "s3-bucket",
        ConnectorResourceIdAttribute = "path",
        PathPrefixes = ["s3://", "é://"],
        Schema = new FlavorSchema
        {
            Title = "EverythingConfig",
            AllowsAdditionalAttributes = true,
            Attributes =
            [
                new() { Name = "path", Shape = new AttributeShape.Text(), IsRequired = true, RejectsReferences = true, Default = "" },
                new() { Name = "key", Shape = new AttributeShape.Text(), IsSensitive = true },
                new() { Name = "tier", Shape = new AttributeShape.Text { Choices = ["high", "low"] }, Default = "low" },
                new() { Name = "flag", Shape = new AttributeShape.Boolean(), Default = false },
                new() { Name = "count", Shape = new AttributeShape.Integer { ExclusiveMinimum = 0 }, Default = 5 },
                new() { Name = "any_count", Shape = new AttributeShape.Integer() },
                new() { Name = "ratio", Shape = new AttributeShape.Number(), Default = new ConfigurationNumber("1.50") },
                new()
                {
                    Name = "labels",
                    Shape = new AttributeShape.Map(new AttributeShape.List(new AttributeShape.Text())),
                    Default = new ConfigurationMap(),
                },
                new() { Name = "free", Shape = new AttributeShape.Map(null) },
                new() { Name = "pair", Shape = new AttributeShape.List(new AttributeShape.Text()) { MinimumItems = 2, MaximumItems = 2 } },
                new() { Name = "list", Shape = new AttributeShape.List(null), Default = new ConfigurationList([]) },
                new()
                {
                    Name = "either",
                    Shape = new AttributeShape.AnyOf(
                        [new AttributeShape.Text(), new AttributeShape.Map(new AttributeShape.Integer())]),
                },
                new() { Name = "anything", Shape = new AttributeShape.Any() },
            ],
        },
    };

    [Fact]
    public void A_flavor_document_is_read_back_as_it_was_written()
    {
        var json = FlavorDocument.WriteJson(Everything);
        Assert.DoesNotContain('\n', json);
        var read = FlavorDocument.Parse(json);
        Assert.Equal(json, FlavorDocument.WriteJson(read));
        Assert.Equivalent(
            Everything with { Schema = new FlavorSchema { Attributes = [] } },
            read with { Schema = new FlavorSchema { Attributes = [] } },
            strict: true);
        Assert.True(read.Schema.AllowsAdditionalAttributes);
        Assert.Equal("EverythingConfig", read.Schema.Title);
        foreach (var (expected, actual) in Everything.Schema.Attributes.Zip(read.Schema.Attributes))
        {
            Assert.Equal(expected with { Shape = actual.Shape }, actual);
            Assert.Equal(expected.Shape.GetType(), actual.Shape.GetType());
            Assert.Equivalent(expected.Shape, actual.Shape, strict: true);
        }
    }

    [Fact]
    public void A_flavor_can_be_written_by_hand_in_YAML()
    {
        var flavor = FlavorDocument.Parse("""
            name: my_tracker
            type: experiment_tracker
            config_schema:
              properties:
                - name: uri
                  type: string
                  required: true
                - {name: token, type: string, sensitive: true}
            """);
        Assert.Equal("my_tracker", flavor.Name);
        Assert.Equal(ComponentType.ExperimentTracker, flavor.Type);
        Assert.True(flavor.IsCustom);
        Assert.False(flavor.Schema.AllowsAdditionalAttributes);
        Assert.Equal(["uri", "token"], flavor.Schema.Attributes.Select(attribute => attribute.Name));
        Assert.True(flavor.Schema.Attributes[0].IsRequired);
        Assert.True(flavor.Schema.Attributes[1].IsSensitive);
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void The_additional_properties_of_a_schema_say_whether_other_attributes_are_accepted(string value, bool accepted)
    {
        var flavor = FlavorDocument.Parse(
            $$"""{"name": "a", "type": "alerter", "config_schema": {"additionalProperties": {{value}}, "properties": [] } }""");
        Assert.Equal(accepted, flavor.Schema.AllowsAdditionalAttributes);
    }

    [Fact]
    public void The_items_of_a_tuple_are_typed_by_position()
    {
        var flavor = FlavorDocument.Parse("""
            {"name": "a", "type": "alerter", "config_schema": {"properties": [
              {"name": "same", "type": "array", "items": [{"type": "string"}, {"type": "string"}]},
              {"name": "mixed", "type": "array", "items": [{"type": "string"}, {"type": "integer"}]}]}}
            """);
        Assert.IsType<AttributeShape.Text>(Assert.IsType<AttributeShape.List>(flavor.Schema.Find("same")!.Shape).Items);
        Assert.Equal(
            2,
            Assert.IsType<AttributeShape.AnyOf>(
                Assert.IsType<AttributeShape.List>(flavor.Schema.Find("mixed")!.Shape).Items).Shapes.Count);
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_the_property_names()
    {
        var message = Refusal.Of(() => FlavorDocument.Parse("""
            {"type": "oracle", "sauce": "x", "is_custom": "yes", "path_prefixes": [[]],
             "config_schema": {"additionalProperties": 1, "properties": [
              {"type": "string"},
              {"name": "a", "type": "text", "requred": true},
              {"name": "a", "type": "integer", "exclusiveMinimum": "0", "sensitive": true},
              {"name": "has-dash", "anyOf": []},
              {"name": "b", "type": "object", "value_type": {"type": "thing"}},
              {"name": "c", "type": "array", "minItems": 3, "maxItems": 2, "items": [5]},
              {"name": "d", "type": "array", "minItems": -1},
              "e"]}}
            """));
        string[] expected =
        [
            "name is missing.",
            "type must be one of alerter, ",
            "The document has an unknown property 'sauce'. Did you mean 'source'?",
            "is_custom must be true or false.",
            "path_prefixes must be a list of strings.",
            "config_schema.additionalProperties must be true or false.",
            "config_schema.properties[0].name is missing.",
            "config_schema.properties[1].type must be one of string, ",
            "config_schema.properties[1] has an unknown property 'requred'. Did you mean 'required'?",
            "config_schema.properties[2].name is also the name of another property: 'a'.",
            "config_schema.properties[2].exclusiveMinimum must be a whole number.",
            "config_schema.properties[2].sensitive is only allowed for properties of type string.",
            "config_schema.properties[3].name must consist of letters, digits and underscores",
            "config_schema.properties[3].anyOf must be a list of one or more types.",
            "config_schema.properties[4].value_type.type must be one of string, ",
            "config_schema.properties[5].minItems is greater than maxItems.",
            "config_schema.properties[5].items[0] must be a map.",
            "config_schema.properties[6].minItems must be a whole number of at least 0.",
            "config_schema.properties[7] must be a map.",
        ];
        Assert.All(expected, line => Assert.Contains(line, message, StringComparison.Ordinal));
        Assert.Equal(expected.Length, message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("text")]
    [InlineData("")]
    [InlineData("{\"name\": ")]
    public void A_document_that_is_not_a_map_is_rejected(string text) => Refusal.Of(() => FlavorDocument.Parse(text));

    [Fact]
    public void A_flavor_needs_a_schema()
    {
        Assert.Equal("config_schema is missing.", Refusal.Of(() => FlavorDocument.Parse("{\"name\": \"a\", \"type\": \"alerter\"}")));
    }

    [Fact]
    public void A_list_of_flavors_reports_which_flavor_is_invalid()
    {
        Assert.Contains("[1].name is missing.", Refusal.Of(() => FlavorDocument.ParseMany(
            """[{"name": "a", "type": "alerter", "config_schema": {}}, {"type": "alerter", "config_schema": {}}]""")),
            StringComparison.Ordinal);
        Refusal.Of(() => FlavorDocument.ParseMany("[1]"));
        Refusal.Of(() => FlavorDocument.ParseMany("{}"));
    }
}
