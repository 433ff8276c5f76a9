using System.Text.RegularExpressions;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>
/// Converts strings to the type of their attribute, for example <c>"1200"</c> to a number or a JSON string to a map.
/// Leaves values that it cannot convert unchanged, for <see cref="ShapeValidator"/> to reject.
/// </summary>
internal sealed partial class AttributeConverter(IStructuredText structuredText)
{
    private readonly ShapeValidator strict = new(structuredText, keepsText: false);

    /// <summary>Converts a value, including the values inside a map or list.</summary>
    public ConfigurationValue Convert(AttributeShape shape, ConfigurationValue value) => (shape, value) switch
    {
        (AttributeShape.Text, ConfigurationNumber number) => new ConfigurationText(number.Digits),
        (AttributeShape.Boolean, ConfigurationText text) => text.Text.ToLowerInvariant() switch
        {
            "true" => new ConfigurationBoolean(true),
            "false" => new ConfigurationBoolean(false),
            _ => value,
        },
        (AttributeShape.Integer, ConfigurationText text) => WholeNumber.IsMatch(text.Text) ? new ConfigurationNumber(text.Text) : value,
        (AttributeShape.Number, ConfigurationText text) => JsonNumber.IsMatch(text.Text) ? new ConfigurationNumber(text.Text) : value,
        (AttributeShape.Map or AttributeShape.List, ConfigurationText text) => structuredText.TryRead(text.Text, out var structure)
            ? Convert(shape, structure)
            : value,
        (AttributeShape.Map { Values: { } each }, ConfigurationMap map) => new ConfigurationMap(
            map.Select(entry => KeyValuePair.Create(entry.Key, Convert(each, entry.Value)))),
        (AttributeShape.List { Items: { } each }, ConfigurationList list) =>
            new ConfigurationList(list.Select(item => Convert(each, item))),
        (AttributeShape.AnyOf any, _) => ConvertToAny(any, value),
        _ => value,
    };

    /// <remarks>Strings come last, because every scalar is also a valid string.</remarks>
    private ConfigurationValue ConvertToAny(AttributeShape.AnyOf any, ConfigurationValue value)
    {
        foreach (var shape in any.Shapes.OrderBy(shape => shape is AttributeShape.Text))
        {
            var converted = Convert(shape, value);
            if (strict.FindError(shape, converted) is null)
            {
                return converted;
            }
        }

        return value;
    }

    [GeneratedRegex("""\A-?(?:0|[1-9][0-9]*)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber { get; }

    [GeneratedRegex("""\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z""", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber { get; }
}
