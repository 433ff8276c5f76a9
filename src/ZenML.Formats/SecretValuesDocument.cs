using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Formats;

/// <summary>
/// The keys and values of a secret as JSON or YAML: a flat map. Every scalar keeps the text that was written: <c>0123</c>, <c>on</c>, <c>1e3</c>,
/// <c>2024-01-01</c> and, in YAML, <c>null</c> and <c>~</c> are read as those characters.
/// </summary>
public static class SecretValuesDocument
{
    /// <summary>Reads a document: JSON if it is JSON, else YAML.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for what is not a flat map, has no keys or names a key twice, and for a JSON null. The message can name a key and
    /// a line, and never holds a value or other text of the document.
    /// </exception>
    public static SecretValues Parse(string text) => throw new NotImplementedException();

    /// <summary>Writes YAML that <see cref="Parse"/> and other YAML parsers read back as the same texts, in the same order. Contains the values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> for text that is not valid Unicode.</exception>
    public static string WriteYaml(SecretValues values) => throw new NotImplementedException();

    /// <summary>Writes indented JSON in which every value is a string. Contains the values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> for text that is not valid Unicode.</exception>
    public static string WriteJson(SecretValues values) => throw new NotImplementedException();
}
