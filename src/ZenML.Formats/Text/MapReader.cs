using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>Reads the properties of a map and collects the errors in them.</summary>
/// <param name="map">The map.</param>
/// <param name="path">
/// The path of the map, for messages: <c>config_schema.properties[2]</c>; empty for the whole document.
/// </param>
/// <param name="errors">The list that errors are added to.</param>
internal sealed class MapReader(ConfigurationMap map, string path, List<string> errors)
{
    private readonly List<string> known = [];

    public string PathTo(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public bool Has(string name) => map.ContainsKey(name);

    public void Report(string name, string problem) => errors.Add(MessageText.Of($"{PathTo(name)} {problem:raw}."));

    /// <summary>Marks properties as known without reading them.</summary>
    public void Ignore(params ReadOnlySpan<string> names) => known.AddRange(names);

    /// <summary>Returns a property, or null if it is missing or null.</summary>
    public ConfigurationValue? Value(string name)
    {
        known.Add(name);
        return map.TryGetValue(name, out var value) && value is not ConfigurationNull ? value : null;
    }

    public string? Text(string name)
    {
        var value = Value(name);
        var text = AsText(value);
        if (value is not null && text is null)
        {
            Report(name, "must be a string");
        }

        return text;
    }

    public string RequiredText(string name)
    {
        var text = Text(name);
        if (text is "" || (text is null && Value(name) is null))
        {
            Report(name, "is missing");
        }

        return text ?? "";
    }

    public bool Boolean(string name, bool otherwise = false)
    {
        var value = Value(name);
        if (value is not (null or ConfigurationBoolean))
        {
            Report(name, "must be true or false");
        }

        return (value as ConfigurationBoolean)?.Value ?? otherwise;
    }

    public long? Integer(string name, long minimum, long maximum)
    {
        var value = Value(name);
        if (value is null)
        {
            return null;
        }

        if (value is ConfigurationNumber number
            && long.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)
            && read >= minimum && read <= maximum)
        {
            return read;
        }

        Report(name, minimum == 0 ? "must be a whole number of at least 0" : "must be a whole number");
        return null;
    }

    public ConfigurationMap? Map(string name)
    {
        var value = Value(name);
        if (value is not (null or ConfigurationMap))
        {
            Report(name, "must be a map");
        }

        return value as ConfigurationMap;
    }

    public ConfigurationList? List(string name)
    {
        var value = Value(name);
        if (value is not (null or ConfigurationList))
        {
            Report(name, "must be a list");
        }

        return value as ConfigurationList;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = List(name)?.Select(AsText).ToArray() ?? [];
        if (texts.Contains(null))
        {
            Report(name, "must be a list of strings");
        }

        return [.. texts.OfType<string>()];
    }

    /// <summary>Reports unknown properties.</summary>
    public void Finish()
    {
        foreach (var name in map.Keys.Where(name => !known.Contains(name)))
        {
            var nearest = NearestName.Find(name, known);
            errors.Add(MessageText.Of(
                $"{(path.Length == 0 ? "The document" : path)} has an unknown property {DocumentText.Quote(name):raw}.")
                + (nearest is null ? "" : $" Did you mean '{nearest}'?"));
        }
    }

    /// <summary>A string, or a number as a string, such as a stack named 2024.</summary>
    private static string? AsText(ConfigurationValue? value) => value switch
    {
        ConfigurationText text => text.Text,
        ConfigurationNumber number => number.Digits,
        _ => null,
    };
}
