using System.Text.Unicode;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Server.Http.Parsing;

/// <summary>Parses a request body as a JSON object.</summary>
internal static class JsonObject
{
    /// <summary>Parses the body.</summary>
    /// <returns>The object; null, with a reported mistake, if the body is not an object. An empty list counts as an empty object.</returns>
    public static ConfigurationMap? Parse(ReadOnlySpan<byte> bytes, RequestMistakes mistakes)
    {
        if (bytes.IsEmpty)
        {
            mistakes.Add("body", RequestBody.Required);
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            mistakes.Add("body", "The body is not valid UTF-8 (type=value_error.jsondecode)");
            return null;
        }

        try
        {
            switch (ConfigurationJson.Parse(bytes))
            {
                case ConfigurationMap map:
                    return map;
                case ConfigurationList { Count: 0 }:
                    return new ConfigurationMap();
                default:
                    mistakes.Add("body", "value is not a valid dict (type=type_error.dict)");
                    return null;
            }
        }
        catch (ZenException exception)
        {
            mistakes.Add("body", $"{exception.Message} (type=value_error.jsondecode)");
            return null;
        }
    }
}
