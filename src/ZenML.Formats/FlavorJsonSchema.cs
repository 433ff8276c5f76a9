using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>Flavor schemas as JSON schemas, in the form of ZenML's REST API.</summary>
public static class FlavorJsonSchema
{
    /// <summary>Writes a schema. A schema that was read from JSON is returned unchanged.</summary>
    public static ConfigurationMap Write(FlavorDefinition flavor)
    {
        ArgumentNullException.ThrowIfNull(flavor);
        return flavor.JsonSchema ?? JsonSchemaWriter.Write(flavor.Schema);
    }

    /// <summary>
    /// Reads the attributes of a JSON schema. Unknown constructs allow any value: a schema is never rejected, because
    /// only the program of its author can validate it.
    /// </summary>
    public static FlavorSchema Read(ConfigurationMap schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return JsonSchemaReader.Read(schema);
    }
}
