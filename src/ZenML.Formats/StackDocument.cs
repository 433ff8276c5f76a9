using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Stacks as YAML, for <c>stack export</c> and <c>stack import</c>, in the format of the Python program:
/// <c>stack_name</c>, and <c>components</c> by type with <c>name</c>, <c>flavor</c>, <c>configuration</c> and
/// <c>labels</c>.
/// </summary>
public static class StackDocument
{
    /// <summary>
    /// Writes a stack. Omits plain text in sensitive attributes and addresses with passwords, and keeps secret references.
    /// </summary>
    /// <param name="stack">The stack.</param>
    /// <param name="omitted">The omitted attributes.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> as in <see cref="ConfigurationJson.Write"/>.
    /// </exception>
    public static string Write(StackDescription stack, out IReadOnlyList<OmittedAttribute> omitted)
    {
        ArgumentNullException.ThrowIfNull(stack);
        omitted =
        [
            .. stack.Components.SelectMany(component => component.Configuration
                .Where(attribute => HoldsSecret(attribute.Value))
                .Select(attribute => new OmittedAttribute(component.Type, component.Name, attribute.Key))),
        ];
        return ConfigurationYaml.Write(new ConfigurationMap
        {
            ["stack_name"] = stack.Name,
            ["components"] = new ConfigurationMap(stack.Components.Select(component =>
                KeyValuePair.Create<string, ConfigurationValue>(component.Type.WireName(), Write(component)))),
        });
    }

    /// <summary>Parses a stack from YAML or JSON.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>, one line for each error, with the name of the property.
    /// </exception>
    public static StackDescription Parse(string text)
    {
        if (JsonOrYaml.Read(text) is not ConfigurationMap map)
        {
            throw DocumentText.Error("A stack must be a map, as YAML or JSON, with a stack_name and components.");
        }

        var errors = new List<string>();
        var reader = new MapReader(map, "", errors);
        reader.Ignore("zenml_version");
        var name = reader.RequiredText("stack_name");
        var components = ReadComponents(reader, errors);
        reader.Finish();
        DocumentText.ThrowIfAny(errors);
        return new StackDescription(name, components);
    }

    /// <remarks>Components from before the protection of addresses have passwords in plain strings.</remarks>
    private static bool HoldsSecret(ConfigurationValue value) => AddressCredentials.SetApart(value).HoldsSensitive();

    private static ConfigurationMap Write(ComponentDescription component) => new()
    {
        ["type"] = component.Type.WireName(),
        ["name"] = component.Name,
        ["flavor"] = component.Flavor,
        ["configuration"] = new ConfigurationMap(component.Configuration.Where(attribute => !HoldsSecret(attribute.Value))),
        ["labels"] = new ConfigurationMap(
            component.Labels.Select(label => KeyValuePair.Create<string, ConfigurationValue>(label.Key, label.Value))),
    };

    private static List<ComponentDescription> ReadComponents(MapReader stack, List<string> errors)
    {
        var components = new List<ComponentDescription>();
        if (!stack.Has("components"))
        {
            stack.Report("components", "is missing");
        }

        foreach (var (typeName, value) in stack.Map("components") ?? new ConfigurationMap())
        {
            if (!ComponentTypes.TryParse(typeName, out var type))
            {
                errors.Add($"components has the unknown type {DocumentText.Quote(typeName)}; "
                    + $"the types are {string.Join(", ", ComponentTypes.WireNames)}.");
            }
            else if (value is ConfigurationMap map)
            {
                components.Add(ReadComponent(type, new MapReader(map, stack.PathTo("components") + "." + typeName, errors), errors));
            }
            else
            {
                errors.Add($"components.{typeName} must be a map.");
            }
        }

        return components;
    }

    private static ComponentDescription ReadComponent(ComponentType type, MapReader reader, List<string> errors)
    {
        reader.Ignore("id");
        if (reader.Text("type") is { } repeated && repeated != type.WireName())
        {
            reader.Report("type", $"must be {type.WireName()}, like the key of the component");
        }

        var component = new ComponentDescription(
            type,
            reader.RequiredText("name"),
            reader.RequiredText("flavor"),
            reader.Map("configuration") ?? new ConfigurationMap(),
            ReadLabels(reader, errors));
        reader.Finish();
        return component;
    }

    private static OrderedDictionary<string, string> ReadLabels(MapReader component, List<string> errors)
    {
        var labels = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (component.Map("labels") is { } map)
        {
            var reader = new MapReader(map, component.PathTo("labels"), errors);
            foreach (var key in map.Keys)
            {
                labels[key] = reader.Text(key) ?? "";
            }
        }

        return labels;
    }
}
