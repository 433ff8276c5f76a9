using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>The schema of a flavor as a JSON schema, in the form that ZenML's REST API has it.</summary>
public static class FlavorJsonSchema
{
    /// <summary>Writes a schema: the words in which it was once read, if there are any.</summary>
    public static ConfigurationMap Write(FlavorDefinition flavor)
    {
        ArgumentNullException.ThrowIfNull(flavor);
        return flavor.JsonSchema ?? JsonSchemaWriter.Write(flavor.Schema);
    }

    /// <summary>
    /// Reads what a JSON schema says of attributes. What it says in ways that are not known here is taken as "anything": a schema is never refused, since only
    /// its author's program can judge it.
    /// </summary>
    public static FlavorSchema Read(ConfigurationMap schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return JsonSchemaReader.Read(schema);
    }
}
