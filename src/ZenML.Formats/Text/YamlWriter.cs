using System.Text;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>Writes configuration values as block-style YAML that parsers of YAML 1.1 and 1.2 read in the same way.</summary>
internal sealed class YamlWriter
{
    /// <summary>
    /// YAML parsers look for the colon only within 1024 characters. Longer keys are written with a question mark.
    /// </summary>
    private const int MaximumSimpleKeyLength = 128;

    private readonly StringBuilder output = new();

    public static string Write(ConfigurationValue value)
    {
        var writing = new YamlWriter();
        writing.WriteRoot(value);
        return writing.output.ToString();
    }

    private void WriteRoot(ConfigurationValue value)
    {
        switch (value)
        {
            case ConfigurationMap { Count: > 0 } map:
                WriteMap(map, 0, continuesLine: false);
                break;
            case ConfigurationList { Count: > 0 } list:
                WriteList(list, 0, continuesLine: false);
                break;
            default:
                WriteScalar(value, 0);
                break;
        }
    }

    /// <param name="map">The map.</param>
    /// <param name="depth">The nesting depth.</param>
    /// <param name="continuesLine">Whether its first key follows the dash of a list item.</param>
    private void WriteMap(ConfigurationMap map, int depth, bool continuesLine)
    {
        CheckDepth(depth);
        foreach (var (key, value) in map)
        {
            Indent(continuesLine ? 0 : depth);
            continuesLine = false;
            var written = YamlScalar.WriteInline(key);
            if (written.Length <= MaximumSimpleKeyLength)
            {
                output.Append(written).Append(':');
            }
            else
            {
                output.Append("? ").Append(written).Append('\n');
                Indent(depth);
                output.Append(':');
            }

            switch (value)
            {
                case ConfigurationMap { Count: > 0 } inner:
                    output.Append('\n');
                    WriteMap(inner, depth + 1, continuesLine: false);
                    break;
                case ConfigurationList { Count: > 0 } inner:
                    output.Append('\n');
                    WriteList(inner, depth + 1, continuesLine: false);
                    break;
                default:
                    output.Append(' ');
                    WriteScalar(value, depth + 1);
                    break;
            }
        }
    }

    private void WriteList(ConfigurationList list, int depth, bool continuesLine)
    {
        CheckDepth(depth);
        foreach (var item in list)
        {
            Indent(continuesLine ? 0 : depth);
            continuesLine = false;
            output.Append("- ");
            switch (item)
            {
                case ConfigurationMap { Count: > 0 } inner:
                    WriteMap(inner, depth + 1, continuesLine: true);
                    break;
                case ConfigurationList { Count: > 0 } inner:
                    WriteList(inner, depth + 1, continuesLine: true);
                    break;
                default:
                    WriteScalar(item, depth + 1);
                    break;
            }
        }
    }

    /// <summary>Writes a scalar or an empty map or list, and ends the line.</summary>
    private void WriteScalar(ConfigurationValue value, int depth)
    {
        if (value is ConfigurationMap or ConfigurationList)
        {
            CheckDepth(depth);
        }

        if (value is ConfigurationText text && YamlScalar.TrySplitBlock(text.Text, out var header, out var lines))
        {
            output.Append(header).Append('\n');
            foreach (var line in lines)
            {
                Indent(line.Length == 0 ? 0 : Math.Max(depth, 1));
                output.Append(line).Append('\n');
            }

            return;
        }

        output.Append(value switch
        {
            ConfigurationMap => "{}",
            ConfigurationList => "[]",
            ConfigurationText plain => YamlScalar.WriteInline(plain.Text),
            ConfigurationSensitive sensitive => YamlScalar.WriteInline(sensitive.DisplayText),
            ConfigurationNumber number => Scalars.ToYamlNumber(Scalars.CheckNumber(number)),
            ConfigurationBoolean boolean => boolean.Value ? "true" : "false",
            _ => "null",
        }).Append('\n');
    }

    private void Indent(int depth) => output.Append(' ', depth * 2);

    private static void CheckDepth(int depth)
    {
        if (depth >= DocumentText.MaximumDepth)
        {
            throw DocumentText.TooDeep();
        }
    }
}
