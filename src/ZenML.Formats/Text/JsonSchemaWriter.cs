using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Text;

/// <summary>Writes flavor schemas as JSON schemas.</summary>
internal static class JsonSchemaWriter
{
    public static ConfigurationMap Write(FlavorSchema schema)
    {
        var map = new ConfigurationMap
        {
            ["title"] = schema.Title,
            ["type"] = "object",
            ["properties"] = new ConfigurationMap(schema.Attributes.Select(attribute =>
                KeyValuePair.Create<string, ConfigurationValue>(attribute.Name, Write(attribute)))),
        };
        var required = schema.Attributes
            .Where(attribute => attribute.IsRequired)
            .Select(attribute => (ConfigurationValue)attribute.Name)
            .ToArray();
        if (required.Length > 0)
        {
            map["required"] = new ConfigurationList(required);
        }

        if (!schema.AllowsAdditionalAttributes)
        {
            map["additionalProperties"] = false;
        }

        return map;
    }

    private static ConfigurationMap Write(FlavorAttribute attribute)
    {
        var map = new ConfigurationMap { ["title"] = Title(attribute.Name) };
        if (attribute.Default is { } value and not ConfigurationNull)
        {
            map["default"] = value;
        }

        if (attribute.IsSensitive)
        {
            map["sensitive"] = true;
        }

        foreach (var (name, part) in Write(attribute.Shape))
        {
            map[name] = part;
        }

        return map;
    }

    private static ConfigurationMap Write(AttributeShape shape) => shape switch
    {
        AttributeShape.Text { Choices.Count: > 0 } text => new()
        {
            ["enum"] = new ConfigurationList(text.Choices.Select(choice => (ConfigurationValue)choice)), ["type"] = "string",
        },
        AttributeShape.Text => new() { ["type"] = "string" },
        AttributeShape.Boolean => new() { ["type"] = "boolean" },
        AttributeShape.Integer { ExclusiveMinimum: { } minimum } => new() { ["exclusiveMinimum"] = minimum, ["type"] = "integer" },
        AttributeShape.Integer => new() { ["type"] = "integer" },
        AttributeShape.Number => new() { ["type"] = "number" },
        AttributeShape.Map { Values: { } values } => new() { ["type"] = "object", ["additionalProperties"] = Write(values) },
        AttributeShape.Map => new() { ["type"] = "object" },
        AttributeShape.List list => WriteList(list),
        AttributeShape.AnyOf any => new() { ["anyOf"] = new ConfigurationList(any.Shapes.Select(Write)) },
        _ => [],
    };

    private static ConfigurationMap WriteList(AttributeShape.List list)
    {
        var map = new ConfigurationMap { ["type"] = "array" };
        if (list.MinimumItems is { } minimum)
        {
            map["minItems"] = (long)minimum;
        }

        if (list.MaximumItems is { } maximum)
        {
            map["maxItems"] = (long)maximum;
        }

        map["items"] = list.Items is null ? new ConfigurationMap() : Write(list.Items);
        return map;
    }

    /// <remarks>The format of the Python program: <c>Client Kwargs</c>.</remarks>
    private static string Title(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
    }
}
