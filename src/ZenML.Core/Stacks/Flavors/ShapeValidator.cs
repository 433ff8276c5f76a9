using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>Checks values against shapes. Its errors name shapes and keys, never values.</summary>
/// <param name="structuredText">Parses maps and lists that are given as JSON strings.</param>
/// <param name="keepsText">
/// Whether any value can be given as a string, in the spelling of the Python program: <c>"1200"</c>, <c>"yes"</c>.
/// Otherwise it must have the type of the shape.
/// </param>
internal sealed class ShapeValidator(IStructuredText structuredText, bool keepsText)
{
    /// <summary>Whether a value of this shape can be a secret reference, because any string is allowed.</summary>
    public static bool AcceptsReference(AttributeShape shape) => shape switch
    {
        AttributeShape.Text text => text.Choices.Count == 0,
        AttributeShape.AnyOf any => any.Shapes.Any(AcceptsReference),
        AttributeShape.Any => true,
        _ => false,
    };

    /// <summary>Whether a value of this shape can be a map or a list.</summary>
    public static bool AcceptsStructure(AttributeShape shape) => shape switch
    {
        AttributeShape.Map or AttributeShape.List => true,
        AttributeShape.AnyOf any => any.Shapes.Any(AcceptsStructure),
        _ => false,
    };

    /// <summary>Whether a value of this shape can be a list but not a map.</summary>
    public static bool AcceptsList(AttributeShape shape) => shape switch
    {
        AttributeShape.List => true,
        AttributeShape.AnyOf any => any.Shapes.Any(AcceptsList) && !any.Shapes.Any(each => each is AttributeShape.Map),
        _ => false,
    };

    /// <summary>Describes a shape for messages.</summary>
    public static string Describe(AttributeShape shape) => shape switch
    {
        AttributeShape.Text { Choices.Count: > 0 } text => MessageText.Of($"one of {string.Join(", ", text.Choices)}"),
        AttributeShape.Text => "a string",
        AttributeShape.Boolean => "true or false",
        AttributeShape.Integer { ExclusiveMinimum: { } minimum } =>
            string.Create(CultureInfo.InvariantCulture, $"a whole number greater than {minimum}"),
        AttributeShape.Integer => "a whole number",
        AttributeShape.Number => "a number",
        AttributeShape.Map => "a map",
        AttributeShape.List list => DescribeList(list),
        AttributeShape.AnyOf any => string.Join(" or ", any.Shapes.Select(Describe).Distinct()),
        _ => "anything",
    };

    /// <summary>Returns what is wrong with a value, as the end of a sentence; null if it is valid.</summary>
    public string? FindError(AttributeShape shape, ConfigurationValue value)
    {
        if (!keepsText && shape is AttributeShape.AnyOf any && AcceptsStructure(any) && LooksLikeStructure(value))
        {
            return MustBe(shape);
        }

        var error = FindErrorAsGiven(shape, value);
        return keepsText && error is not null && value is ConfigurationText text && structuredText.TryRead(text.Text, out var read)
            ? FindErrorAsGiven(shape, read)
            : error;
    }

    private string? FindErrorAsGiven(AttributeShape shape, ConfigurationValue value) => shape switch
    {
        AttributeShape.Map map => value is ConfigurationMap entries ? FindInner(map.Values, entries) : MustBe(shape),
        AttributeShape.List list => value is ConfigurationList items && HasValidLength(list, items.Count)
            ? FindInner(list.Items, items.Select((item, index) =>
                KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"[{index}]"), item)))
            : MustBe(shape),
        AttributeShape.AnyOf any => any.Shapes.Any(each => FindErrorAsGiven(each, value) is null) ? null : MustBe(shape),
        _ => AcceptsScalar(shape, value) ? null : MustBe(shape),
    };

    private bool AcceptsScalar(AttributeShape shape, ConfigurationValue value) => shape switch
    {
        AttributeShape.Text text => PlainText(value) is { } written && (text.Choices.Count == 0 || text.Choices.Contains(written)),
        AttributeShape.Boolean => value is ConfigurationBoolean || (keepsText && PlainText(value) is { } written && IsBoolean(written)),
        AttributeShape.Integer integer =>
            long.TryParse(NumberText(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && !(number <= integer.ExclusiveMinimum),
        AttributeShape.Number =>
            double.TryParse(NumberText(value), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out var number) && double.IsFinite(number),
        _ => true,
    };

    /// <summary>
    /// Finds errors in the values of a map or list. A secret reference is valid for any shape, because its value is not
    /// known yet.
    /// </summary>
    private string? FindInner(AttributeShape? shape, IEnumerable<KeyValuePair<string, ConfigurationValue>> entries)
    {
        if (shape is null)
        {
            return null;
        }

        var wrong = entries
            .Where(entry => !(entry.Value is ConfigurationText text && SecretReference.TryParse(text.Text, out _))
                && FindErrorAsGiven(shape, entry.Value) is not null)
            .Select(entry => entry.Key)
            .ToArray();
        return wrong.Length == 0 ? null : MessageText.Of($"must have {Describe(shape):raw} at {string.Join(", ", wrong)}.");
    }

    /// <remarks>An invalid map or list was not meant as a string.</remarks>
    private static bool LooksLikeStructure(ConfigurationValue value) =>
        value is ConfigurationText text && text.Text.AsSpan().TrimStart() is ['{' or '[', ..]
        && !SecretReference.TryParse(text.Text, out _);

    private string? NumberText(ConfigurationValue value) => value switch
    {
        ConfigurationText text when keepsText => text.Text,
        ConfigurationNumber number => number.Digits,
        _ => null,
    };

    private string? PlainText(ConfigurationValue value) => value switch
    {
        ConfigurationText text => text.Text,
        ConfigurationNumber number when keepsText => number.Digits,
        _ => null,
    };

    /// <remarks>The spellings that the Python program accepts.</remarks>
    private static bool IsBoolean(string text) =>
        text.ToLowerInvariant() is "1" or "on" or "t" or "true" or "y" or "yes" or "0" or "off" or "f" or "false" or "n" or "no";

    private static bool HasValidLength(AttributeShape.List list, int count) => !(count < list.MinimumItems) && !(count > list.MaximumItems);

    private static string DescribeList(AttributeShape.List list) => (list.MinimumItems, list.MaximumItems) switch
    {
        (null, null) => "a list",
        (var least, null) => $"a list of at least {Number.Of(least.Value, "item")}",
        (null, var most) => $"a list of at most {Number.Of(most.Value, "item")}",
        var (least, most) when least == most => $"a list of {Number.Of(least.Value, "item")}",
        var (least, most) => string.Create(CultureInfo.InvariantCulture, $"a list of {least} to {most} items"),
    };

    private static string MustBe(AttributeShape shape) => $"must be {Describe(shape)}.";
}
