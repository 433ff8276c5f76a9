using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>
/// Reads one YAML document into configuration values from the parser's events, which give scalars as they were written. Aliases are
/// refused, so that nothing
/// expands; so are tags that would change what a scalar is. The parser's own messages quote the document and go no further.
/// </summary>
internal sealed class YamlReader
{
    private const string PemBeginning = "-----BEGIN ";
    private const string StandardTags = "tag:yaml.org,2002:";

    private readonly Parser parser;
    private readonly bool keepText;
    private int depth;
    private int flowDepth;
    private int values;

    private YamlReader(string text, bool keepText)
    {
        parser = new Parser(new StringReader(text));
        this.keepText = keepText;
    }

    /// <summary>Reads a checked text.</summary>
    /// <param name="text">The text, as <see cref="DocumentText.Check(string)"/> gave it.</param>
    /// <param name="keepText">Whether every scalar is a text; else plain ones are resolved to null, booleans and numbers.</param>
    [SuppressMessage("Design", "CA1031", Justification = "For malformed documents the parser throws more types than its own.")]
    public static ConfigurationValue Read(string text, bool keepText)
    {
        CheckCharacters(text);
        var reading = new YamlReader(text, keepText);
        try
        {
            return reading.ReadDocument();
        }
        catch (YamlException exception)
        {
            throw DocumentText.Error($"The text is not valid YAML ({Place(exception.Start)}).");
        }
        catch (Exception exception) when (exception is not (ZenException or OutOfMemoryException))
        {
            throw DocumentText.Error("The text is not valid YAML.");
        }
    }

    /// <remarks>
    /// The parser takes a NUL for the end. Of the three line separators that are left, YAML 1.1 makes line breaks and YAML 1.2 ordinary
    /// characters.
    /// </remarks>
    private static void CheckCharacters(string text)
    {
        var (line, lineStart) = (1, 0);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\n')
            {
                (line, lineStart) = (line + 1, index + 1);
            }
            else if (character is '\u0085' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' || (char.IsControl(character) && character is not ('\t' or '\r')))
            {
                throw DocumentText.Error(
                    $"YAML cannot hold the character U+{(int)character:X4} as it is ({DocumentText.Place(line, index - lineStart + 1)}). "
                    + $"Write it as \\u{(int)character:X4} between double quotes.");
            }
        }
    }

    private ConfigurationValue ReadDocument()
    {
        Next<StreamStart>();
        if (Next() is StreamEnd)
        {
            return new ConfigurationNull();
        }

        var value = ReadValue(Next());
        Next<DocumentEnd>();
        return Next() is StreamEnd
            ? value
            : throw DocumentText.Error($"The text holds more than one YAML document; the second begins at {Place(parser.Current!.Start)}.");
    }

    private ConfigurationValue ReadValue(ParsingEvent current)
    {
        if (++values > DocumentText.MaximumValues)
        {
            throw DocumentText.TooManyValues();
        }

        return current switch
        {
            Scalar scalar => ReadScalar(scalar),
            MappingStart map => ReadMap(map),
            SequenceStart list => ReadList(list),
            AnchorAlias => throw DocumentText.Error($"YAML aliases are not supported; write the value out ({Place(current.Start)})."),
            _ => throw DocumentText.Error($"The text is not valid YAML ({Place(current.Start)})."),
        };
    }

    private ConfigurationValue ReadScalar(Scalar scalar)
    {
        CheckTag(scalar, "str");
        CheckFolding(scalar);
        return keepText || scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty ? new ConfigurationText(scalar.Value) : Scalars.Resolve(scalar.Value);
    }

    private ConfigurationMap ReadMap(MappingStart start)
    {
        Enter(start, "map");
        var isFlow = start.Style == MappingStyle.Flow;
        flowDepth += isFlow ? 1 : 0;
        var map = new ConfigurationMap();
        for (var current = Next(); current is not MappingEnd; current = Next())
        {
            if (current is not Scalar key)
            {
                throw DocumentText.Error($"The keys of a map must be texts ({Place(current.Start)}).");
            }

            CheckTag(key, "str");
            CheckFolding(key);
            CheckAssignment(key);
            if (map.ContainsKey(key.Value))
            {
                throw DocumentText.DuplicateKey(key.Value, depth, Place(key.Start));
            }

            var entry = Next();
            if (isFlow && entry is Scalar { Style: ScalarStyle.Plain, Value: "", Tag.IsEmpty: true })
            {
                throw DocumentText.Error(
                    $"Each entry between braces must be KEY: VALUE, with a blank after the colon ({Place(key.Start)}). "
                    + "Write \"\" for an empty value.");
            }

            map[key.Value] = ReadValue(entry);
        }

        flowDepth -= isFlow ? 1 : 0;

        depth--;
        return map;
    }

    private ConfigurationList ReadList(SequenceStart start)
    {
        Enter(start, "seq");
        flowDepth += start.Style == SequenceStyle.Flow ? 1 : 0;
        var items = new List<ConfigurationValue>();
        for (var current = Next(); current is not SequenceEnd; current = Next())
        {
            items.Add(ReadValue(current));
        }

        flowDepth -= start.Style == SequenceStyle.Flow ? 1 : 0;
        depth--;
        return new ConfigurationList(items);
    }

    private void Enter(NodeEvent start, string tag)
    {
        CheckTag(start, tag);
        depth++;
        if (depth > DocumentText.MaximumDepth)
        {
            throw DocumentText.TooDeep();
        }
    }

    /// <remarks>
    /// YAML joins the lines of a text that is no block. Writers of YAML break long texts so, at blanks. A key file
    /// loses its lines, and between braces somebody meant JSON, whose strings have no line breaks.
    /// </remarks>
    private void CheckFolding(Scalar scalar)
    {
        var isFolded = scalar.Start.Line != scalar.End.Line
            && scalar.Style is ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        var isKeyFile = scalar.Value.StartsWith(PemBeginning, StringComparison.Ordinal) && !scalar.Value.Contains('\n');
        if (isFolded && (flowDepth > 0 || isKeyFile))
        {
            throw DocumentText.Error(
                $"YAML would join the lines of the text that begins at {Place(scalar.Start)}. "
                + "To keep them, write KEY: | and the text indented below, or put it between double quotes with \\n for each line break.");
        }
    }

    /// <remarks>In a dotenv file, <c>KEY=some: text</c> is one assignment; in YAML it is the key <c>KEY=some</c>.</remarks>
    private void CheckAssignment(Scalar key)
    {
        if (depth == 1 && key.Style == ScalarStyle.Plain && key.Value.Contains('='))
        {
            throw DocumentText.Error(
                $"A key has an equals sign ({Place(key.Start)}). If the line is KEY=VALUE, as in a dotenv file, write it as KEY: VALUE; "
                + "else put the key between quotes.");
        }
    }

    private static void CheckTag(NodeEvent node, string allowed)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value != StandardTags + allowed)
        {
            throw DocumentText.Error($"YAML tags are not supported here; write the value without one ({Place(node.Start)}).");
        }
    }

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (Next() is not TEvent)
        {
            throw DocumentText.Error($"The text is not valid YAML ({Place(parser.Current!.Start)}).");
        }
    }

    private ParsingEvent Next() =>
        parser.MoveNext() && parser.Current is { } current ? current : throw DocumentText.Error("The text is not valid YAML: it ends too early.");

    private static string Place(Mark mark) => DocumentText.Place(mark.Line, mark.Column);
}
