using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Text;

/// <summary>Writes flavors as maps, without properties that have their default value.</summary>
internal static class FlavorWriter
{
    public static ConfigurationMap Write(FlavorDefinition flavor)
    {
        var map = new ConfigurationMap
        {
            ["name"] = flavor.Name,
            ["type"] = flavor.Type.WireName(),
            ["source"] = flavor.Source,
            ["integration"] = Text(flavor.Integration),
            ["is_custom"] = flavor.IsCustom,
            ["connector_type"] = Text(flavor.ConnectorType),
            ["connector_resource_type"] = Text(flavor.ConnectorResourceType),
            ["connector_resource_id_attr"] = Text(flavor.ConnectorResourceIdAttribute),
            ["config_schema"] = new ConfigurationMap
            {
                ["config_class"] = flavor.Schema.Title,
                ["additionalProperties"] = flavor.Schema.AllowsAdditionalAttributes,
                ["properties"] = new ConfigurationList(flavor.Schema.Attributes.Select(Write)),
            },
        };
        if (flavor.PathPrefixes.Count > 0)
        {
            map["path_prefixes"] = Texts(flavor.PathPrefixes);
        }

        SetIf("logo_url", flavor.LogoUrl);
        SetIf("docs_url", flavor.DocsUrl);
        SetIf("sdk_docs_url", flavor.SdkDocsUrl);
        if (flavor.JsonSchema is not null)
        {
            map["json_schema"] = flavor.JsonSchema;
        }

        return map;

        void SetIf(string name, string? text)
        {
            if (text is not null)
            {
                map[name] = text;
            }
        }
    }

    private static ConfigurationMap Write(FlavorAttribute attribute)
    {
        var map = new ConfigurationMap { ["name"] = attribute.Name };
        WriteShape(attribute.Shape, map);
        if (attribute.Default is not (null or ConfigurationNull))
        {
            map["default"] = attribute.Default;
        }

        SetIf(attribute.IsRequired, "required");
        SetIf(attribute.IsSensitive, "sensitive");
        SetIf(attribute.RejectsReferences, "rejects_secret_reference");
        return map;

        void SetIf(bool value, string name)
        {
            if (value)
            {
                map[name] = true;
            }
        }
    }

    private static ConfigurationMap Write(AttributeShape shape)
    {
        var map = new ConfigurationMap();
        WriteShape(shape, map);
        return map;
    }

    private static void WriteShape(AttributeShape shape, ConfigurationMap map)
    {
        switch (shape)
        {
            case AttributeShape.Text text:
                map["type"] = "string";
                SetIf("enum", text.Choices.Count > 0 ? Texts(text.Choices) : null);
                break;
            case AttributeShape.Boolean:
                map["type"] = "boolean";
                break;
            case AttributeShape.Integer integer:
                map["type"] = "integer";
                SetIf("exclusiveMinimum", Number(integer.ExclusiveMinimum));
                break;
            case AttributeShape.Number:
                map["type"] = "number";
                break;
            case AttributeShape.Map inner:
                map["type"] = "object";
                SetIf("value_type", inner.Values is null ? null : Write(inner.Values));
                break;
            case AttributeShape.List list:
                map["type"] = "array";
                SetIf("items", list.Items is null ? null : Write(list.Items));
                SetIf("minItems", Number(list.MinimumItems));
                SetIf("maxItems", Number(list.MaximumItems));
                break;
            case AttributeShape.AnyOf any:
                map["anyOf"] = new ConfigurationList(any.Shapes.Select(Write));
                break;
        }

        void SetIf(string name, ConfigurationValue? value)
        {
            if (value is not null)
            {
                map[name] = value;
            }
        }
    }

    private static ConfigurationValue Text(string? text) => text is null ? new ConfigurationNull() : text;

    private static ConfigurationValue? Number(long? number) => number is { } value ? value : null;

    private static ConfigurationList Texts(IEnumerable<string> texts) => new(texts.Select(text => (ConfigurationValue)text));
}
