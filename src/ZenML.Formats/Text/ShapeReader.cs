using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Formats.Text;

/// <summary>Reads the shapes of attributes.</summary>
internal static class ShapeReader
{
    private static readonly AttributeShape Anything = new AttributeShape.Any();

    /// <summary>Reads the shape from the properties of a map. Without a type, any value is allowed.</summary>
    public static AttributeShape Read(MapReader reader, List<string> errors)
    {
        if (reader.Has("anyOf"))
        {
            return ReadAnyOf(reader, errors);
        }

        switch (reader.Text("type"))
        {
            case null:
                return Anything;
            case "string":
                return new AttributeShape.Text { Choices = reader.Texts("enum") };
            case "boolean":
                return new AttributeShape.Boolean();
            case "integer":
                return new AttributeShape.Integer { ExclusiveMinimum = reader.Integer("exclusiveMinimum", long.MinValue, long.MaxValue) };
            case "number":
                return new AttributeShape.Number();
            case "object":
                return new AttributeShape.Map(ReadInner(reader, "value_type", errors));
            case "array":
                return ReadList(reader, errors);
            default:
                reader.Report("type", "must be one of string, boolean, integer, number, object, array");
                return Anything;
        }
    }

    private static AttributeShape.AnyOf ReadAnyOf(MapReader reader, List<string> errors)
    {
        var shapes = reader.List("anyOf") is { } items ? ReadEach(items, reader.PathTo("anyOf"), errors) : [];
        if (shapes.Count == 0)
        {
            reader.Report("anyOf", "must be a list of one or more types");
        }

        return new AttributeShape.AnyOf(shapes);
    }

    private static AttributeShape.List ReadList(MapReader reader, List<string> errors)
    {
        var minimum = (int?)reader.Integer("minItems", 0, int.MaxValue);
        var maximum = (int?)reader.Integer("maxItems", 0, int.MaxValue);
        if (minimum > maximum)
        {
            reader.Report("minItems", "is greater than maxItems");
        }

        return new AttributeShape.List(ReadItems(reader, errors)) { MinimumItems = minimum, MaximumItems = maximum };
    }

    /// <remarks>
    /// A list of types gives the type of each position. Equal types become one shape, different types a union.
    /// </remarks>
    private static AttributeShape? ReadItems(MapReader reader, List<string> errors)
    {
        if (reader.Value("items") is not ConfigurationList positions)
        {
            return ReadInner(reader, "items", errors);
        }

        var shapes = ReadEach(new ConfigurationList(positions.Distinct()), reader.PathTo("items"), errors);
        return shapes switch
        {
            [] => null,
            [var only] => only,
            _ => new AttributeShape.AnyOf(shapes),
        };
    }

    private static AttributeShape? ReadInner(MapReader reader, string name, List<string> errors) =>
        reader.Map(name) is { } map ? ReadWhole(map, reader.PathTo(name), errors) : null;

    private static List<AttributeShape> ReadEach(ConfigurationList items, string path, List<string> errors)
    {
        var shapes = new List<AttributeShape>();
        foreach (var (index, item) in items.Index())
        {
            if (item is ConfigurationMap map)
            {
                shapes.Add(ReadWhole(map, $"{path}[{index}]", errors));
            }
            else
            {
                errors.Add($"{path}[{index}] must be a map.");
            }
        }

        return shapes;
    }

    private static AttributeShape ReadWhole(ConfigurationMap map, string path, List<string> errors)
    {
        var reader = new MapReader(map, path, errors);
        var shape = Read(reader, errors);
        reader.Finish();
        return shape;
    }
}
