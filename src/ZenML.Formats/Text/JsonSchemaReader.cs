using System.Globalization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Text;

/// <summary>Reads JSON schemas as flavor schemas. Ignores everything that it does not know.</summary>
internal static class JsonSchemaReader
{
    private static readonly AttributeShape Anything = new AttributeShape.Any();

    public static FlavorSchema Read(ConfigurationMap schema)
    {
        var required = Texts(schema, "required");
        var properties = Find(schema, "properties") as ConfigurationMap;
        return new FlavorSchema
        {
            Title = Text(schema, "title") ?? "",
            // A schema without properties allows everything.
            AllowsAdditionalAttributes = properties is null || !IsFalse(schema, "additionalProperties"),
            Attributes =
            [
                .. (properties ?? []).Select(property =>
                    ReadAttribute(property.Key, property.Value as ConfigurationMap ?? [], required)),
            ],
        };
    }

    private static FlavorAttribute ReadAttribute(string name, ConfigurationMap property, IReadOnlyList<string> required)
    {
        var shape = ReadShape(property);
        return new FlavorAttribute
        {
            Name = name,
            Shape = shape,
            IsRequired = required.Contains(name),
            IsSensitive = IsTrue(property, "sensitive"),
            RejectsReferences = IsTrue(property, "prevent_secret_reference"),
            Default = Find(property, "default"),
        };
    }

    private static AttributeShape ReadShape(ConfigurationMap shape)
    {
        if (Find(shape, "anyOf") is ConfigurationList { Count: > 0 } alternatives)
        {
            return new AttributeShape.AnyOf([.. alternatives.Select(alternative => ReadShape(alternative as ConfigurationMap ?? []))]);
        }

        return Text(shape, "type") switch
        {
            "string" => new AttributeShape.Text { Choices = Texts(shape, "enum") },
            "boolean" => new AttributeShape.Boolean(),
            "integer" => new AttributeShape.Integer { ExclusiveMinimum = Integer(shape, "exclusiveMinimum") },
            "number" => new AttributeShape.Number(),
            "object" => new AttributeShape.Map(Find(shape, "additionalProperties") is ConfigurationMap values ? ReadShape(values) : null),
            "array" => new AttributeShape.List(Find(shape, "items") is ConfigurationMap items ? ReadShape(items) : null)
            {
                MinimumItems = (int?)Integer(shape, "minItems"), MaximumItems = (int?)Integer(shape, "maxItems"),
            },
            _ => Anything,
        };
    }

    private static ConfigurationValue? Find(ConfigurationMap map, string name) =>
        map.TryGetValue(name, out var value) && value is not ConfigurationNull ? value : null;

    private static string? Text(ConfigurationMap map, string name) => (Find(map, name) as ConfigurationText)?.Text;

    private static bool IsTrue(ConfigurationMap map, string name) => Find(map, name) is ConfigurationBoolean { Value: true };

    private static bool IsFalse(ConfigurationMap map, string name) => Find(map, name) is ConfigurationBoolean { Value: false };

    private static long? Integer(ConfigurationMap map, string name) => Find(map, name) is ConfigurationNumber number
        && int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static IReadOnlyList<string> Texts(ConfigurationMap map, string name) =>
        [.. (Find(map, name) as ConfigurationList ?? new([])).OfType<ConfigurationText>().Select(text => text.Text)];
}
