using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Text;

/// <summary>Reads flavors and collects the errors in them.</summary>
internal static class FlavorReader
{
    public static FlavorDefinition Read(ConfigurationMap map, string path, List<string> errors)
    {
        var reader = new MapReader(map, path, errors);
        var name = reader.RequiredText("name");
        var typeName = reader.RequiredText("type");
        if (!ComponentTypes.TryParse(typeName, out var type) && typeName.Length > 0)
        {
            reader.Report("type", $"must be one of {string.Join(", ", ComponentTypes.WireNames)}");
        }

        var definition = new FlavorDefinition
        {
            Name = name,
            Type = type,
            Source = reader.Text("source") ?? "",
            Integration = reader.Text("integration"),
            IsCustom = reader.Boolean("is_custom", otherwise: true),
            ConnectorType = reader.Text("connector_type"),
            ConnectorResourceType = reader.Text("connector_resource_type"),
            ConnectorResourceIdAttribute = reader.Text("connector_resource_id_attr"),
            Schema = ReadSchema(reader, errors),
            PathPrefixes = reader.Texts("path_prefixes"),
            LogoUrl = reader.Text("logo_url"),
            DocsUrl = reader.Text("docs_url"),
            SdkDocsUrl = reader.Text("sdk_docs_url"),
            JsonSchema = reader.Map("json_schema"),
        };

        // 'flavor describe' also writes the id. A registered flavor gets a new one.
        _ = reader.Text("id");
        reader.Finish();
        return definition;
    }

    private static FlavorSchema ReadSchema(MapReader flavor, List<string> errors)
    {
        if (!flavor.Has("config_schema"))
        {
            flavor.Report("config_schema", "is missing");
        }

        if (flavor.Map("config_schema") is not { } map)
        {
            return new FlavorSchema { Attributes = [] };
        }

        var reader = new MapReader(map, flavor.PathTo("config_schema"), errors);
        var schema = new FlavorSchema
        {
            Title = reader.Text("config_class") ?? "",
            // As in the Python program, null allows additional attributes, and a missing property does not.
            AllowsAdditionalAttributes = reader.Boolean("additionalProperties", otherwise: reader.Has("additionalProperties")),
            Attributes = ReadAttributes(reader, errors),
        };
        reader.Finish();
        return schema;
    }

    private static List<FlavorAttribute> ReadAttributes(MapReader schema, List<string> errors)
    {
        var attributes = new List<FlavorAttribute>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in (schema.List("properties") ?? new ConfigurationList([])).Index())
        {
            var path = $"{schema.PathTo("properties")}[{index}]";
            if (item is not ConfigurationMap map)
            {
                errors.Add($"{path} must be a map.");
                continue;
            }

            var attribute = ReadAttribute(new MapReader(map, path, errors), errors);
            if (attribute.Name.Length > 0 && !names.Add(attribute.Name))
            {
                errors.Add($"{path}.name is also the name of another property: {DocumentText.Quote(attribute.Name)}.");
            }

            attributes.Add(attribute);
        }

        return attributes;
    }

    private static FlavorAttribute ReadAttribute(MapReader reader, List<string> errors)
    {
        var attribute = new FlavorAttribute
        {
            Name = reader.RequiredText("name"),
            Shape = ShapeReader.Read(reader, errors),
            IsRequired = reader.Boolean("required"),
            IsSensitive = reader.Boolean("sensitive"),
            RejectsReferences = reader.Boolean("rejects_secret_reference"),
            Default = reader.Value("default"),
        };
        if (attribute.Name.Length > 0 && !IsIdentifier(attribute.Name))
        {
            reader.Report("name", "must consist of letters, digits and underscores, and not begin with a digit");
        }

        if (attribute.IsSensitive && attribute.Shape is not AttributeShape.Text)
        {
            reader.Report("sensitive", "is only allowed for properties of type string");
        }

        reader.Finish();
        return attribute;
    }

    /// <summary>Whether an option <c>--name=value</c> can set it.</summary>
    private static bool IsIdentifier(string name) =>
        !char.IsDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character == '_');
}
