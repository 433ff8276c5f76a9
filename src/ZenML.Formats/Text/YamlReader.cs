using System.Diagnostics.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>
/// Reads a YAML document into configuration values, from the events of the parser, which keep the original text of
/// scalars. Rejects aliases, so that nothing expands, and tags, which would change the type of a scalar. The parser's
/// own messages quote the document, so they are not passed on.
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

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document, from <see cref="DocumentText.Check(string)"/>.</param>
    /// <param name="keepText">
    /// Whether all scalars are strings; otherwise plain ones are resolved to null, booleans and numbers.
    /// </param>
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
            throw DocumentText.Error($"The document is not valid YAML ({Place(exception.Start)}).");
        }
        catch (Exception exception) when (exception is not (ZenException or OutOfMemoryException))
        {
            throw DocumentText.Error("The document is not valid YAML.");
        }
    }

    /// <remarks>
    /// The parser treats NUL as the end. U+0085, U+2028 and U+2029 are line breaks in YAML 1.1 and ordinary characters
    /// in YAML 1.2.
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
            else if (character is '\u0085' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF'
                || (char.IsControl(character) && character is not ('\t' or '\r')))
            {
                throw DocumentText.Error(
                    $"YAML cannot contain the character U+{(int)character:X4} ({DocumentText.Place(line, index - lineStart + 1)}). "
                    + $"Write it as \\u{(int)character:X4} in double quotes.");
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
            : throw DocumentText.Error(
                $"The text contains more than one YAML document; the second one begins at {Place(parser.Current!.Start)}.");
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
            AnchorAlias => throw DocumentText.Error($"YAML aliases are not supported; write out the value ({Place(current.Start)})."),
            _ => throw DocumentText.Error($"The document is not valid YAML ({Place(current.Start)})."),
        };
    }

    private ConfigurationValue ReadScalar(Scalar scalar)
    {
        CheckTag(scalar, "str");
        CheckFolding(scalar);
        return keepText || scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty
            ? new ConfigurationText(scalar.Value)
            : Scalars.Resolve(scalar.Value);
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
                throw DocumentText.Error($"The keys of a map must be strings ({Place(current.Start)}).");
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
                    $"Each entry in braces must be KEY: VALUE, with a space after the colon ({Place(key.Start)}). "
                    + $"Write \"\" for an empty value.");
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
    /// YAML folds the lines of a multi-line scalar that is not a block. That is common for long texts, but it corrupts
    /// a key file, and in braces the author probably meant JSON, whose strings have no line breaks.
    /// </remarks>
    private void CheckFolding(Scalar scalar)
    {
        var isFolded = scalar.Start.Line != scalar.End.Line
            && scalar.Style is ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        var isKeyFile = scalar.Value.StartsWith(PemBeginning, StringComparison.Ordinal) && !scalar.Value.Contains('\n');
        if (isFolded && (flowDepth > 0 || isKeyFile))
        {
            throw DocumentText.Error(
                $"YAML would join the lines of the value that begins at {Place(scalar.Start)}. To keep the line breaks, write KEY: | "
                + $"and the indented value below it, or put the value in double quotes with \\n for each line break.");
        }
    }

    /// <remarks>In a dotenv file, <c>KEY=some: text</c> is one assignment; in YAML it is the key <c>KEY=some</c>.</remarks>
    private void CheckAssignment(Scalar key)
    {
        if (depth == 1 && key.Style == ScalarStyle.Plain && key.Value.Contains('='))
        {
            throw DocumentText.Error(
                $"A key contains an equals sign ({Place(key.Start)}). Write KEY=VALUE, as in a dotenv file, as KEY: VALUE; "
                + $"otherwise put the key in quotes.");
        }
    }

    private static void CheckTag(NodeEvent node, string allowed)
    {
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value != StandardTags + allowed)
        {
            throw DocumentText.Error($"YAML tags are not supported; remove the tag ({Place(node.Start)}).");
        }
    }

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (Next() is not TEvent)
        {
            throw DocumentText.Error($"The document is not valid YAML ({Place(parser.Current!.Start)}).");
        }
    }

    private ParsingEvent Next() =>
        parser.MoveNext() && parser.Current is { } current
            ? current
            : throw DocumentText.Error("The document is not valid YAML: unexpected end.");

    private static string Place(Mark mark) => DocumentText.Place(mark.Line, mark.Column);
}
