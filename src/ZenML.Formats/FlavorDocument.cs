using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Flavors as JSON or YAML, for <c>flavor register</c> and for the store. A flavor is a map of <c>name</c>,
/// <c>type</c>, <c>source</c>, <c>integration</c>, <c>is_custom</c>, <c>connector_type</c>,
/// <c>connector_resource_type</c>, <c>connector_resource_id_attr</c>, <c>path_prefixes</c> and <c>config_schema</c>,
/// which has <c>config_class</c>, <c>additionalProperties</c> and the list <c>properties</c>. Name, type and schema are
/// required; an <c>id</c> is ignored.
/// </summary>
public static class FlavorDocument
{
    /// <summary>Parses a flavor from JSON or YAML.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>, one line per error, with the name of the property.
    /// </exception>
    public static FlavorDefinition Parse(string text)
    {
        if (JsonOrYaml.Read(text) is not ConfigurationMap map)
        {
            throw DocumentText.Error("A flavor must be a map, as JSON or YAML, with a name, a type and a config_schema.");
        }

        var errors = new List<string>();
        var flavor = FlavorReader.Read(map, "", errors);
        DocumentText.ThrowIfAny(errors);
        return flavor;
    }

    /// <summary>Parses a JSON list of flavors.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, as for <see cref="Parse"/>.</exception>
    public static IReadOnlyList<FlavorDefinition> ParseMany(string json)
    {
        if (ConfigurationJson.Parse(json) is not ConfigurationList list || !list.All(item => item is ConfigurationMap))
        {
            throw DocumentText.Error("The flavors must be a list of maps.");
        }

        var errors = new List<string>();
        var flavors = list.Select((item, index) => FlavorReader.Read((ConfigurationMap)item, $"[{index}]", errors)).ToArray();
        DocumentText.ThrowIfAny(errors);
        return flavors;
    }

    /// <summary>Writes a flavor on one line. <see cref="Parse"/> reads it as an equal flavor.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> as in <see cref="ConfigurationJson.Write"/>.
    /// </exception>
    public static string WriteJson(FlavorDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return ConfigurationJson.Write(FlavorWriter.Write(definition));
    }
}
