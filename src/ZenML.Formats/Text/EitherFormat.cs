using ZenML.Core.Configurations;
using ZenML.Core.Errors;

namespace ZenML.Formats.Text;

/// <summary>Reads a document that may be JSON or YAML. What is JSON is read as JSON, so that its strings mean what JSON says.</summary>
internal static class EitherFormat
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="keepText">Whether every scalar of YAML is a text, as in <see cref="YamlReading.Read"/>; JSON says itself what is one.</param>
    public static ConfigurationValue Read(string text, bool keepText = false)
    {
        var document = DocumentText.Check(text);
        if (JsonReading.TryRead(document, out var value, out var place))
        {
            return value;
        }

        try
        {
            return YamlReading.Read(document, keepText);
        }
        catch (ZenException exception) when (document.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            throw DocumentText.Mistake($"{exception.Message:raw} It is not valid JSON either ({place}).");
        }
    }
}
