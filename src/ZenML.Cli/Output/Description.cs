using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>One thing to show. Only the form that is asked for is made.</summary>
/// <param name="Document">Makes the document for programs.</param>
/// <param name="WriteText">Writes it for people.</param>
internal sealed record Description(Func<ConfigurationValue> Document, Action<Writer> WriteText)
{
    /// <summary>Finds the names for <see cref="OutputFormat.Name"/>; null for those that <see cref="DocumentNames"/> finds.</summary>
    public Func<IEnumerable<string>>? Names { get; init; }

    /// <summary>Writes the lines of <see cref="OutputFormat.Env"/>; null if the command does not offer that format.</summary>
    public Action<Writer>? WriteVariables { get; init; }

    /// <summary>Writes it.</summary>
    public void Write(Writer writer, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Table:
                WriteText(writer);
                break;
            case OutputFormat.Env when WriteVariables is { } write:
                write(writer);
                break;
            case OutputFormat.Name when Names is { } find:
                writer.WriteNames(find());
                break;
            default:
                writer.WriteDocument(Document(), format);
                break;
        }
    }
}
