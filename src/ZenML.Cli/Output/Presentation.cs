using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>How items of one kind are shown: as documents for programs, as rows of a table for people.</summary>
/// <param name="Plural">What the items are called, for messages.</param>
/// <param name="Document">Makes the document of an item.</param>
/// <param name="Columns">The columns of the table.</param>
internal sealed record Presentation<TItem>(
    string Plural, Func<TItem, ConfigurationValue> Document, IReadOnlyList<ItemColumn<TItem>> Columns)
{
    /// <summary>Writes a page: an array for programs, a table with a footer on standard error for people.</summary>
    public void Write(Writer writer, Page<TItem> page, OutputFormat format)
    {
        if (WriteItems(writer, page.Items, format))
        {
            writer.Say(Footer(page));
        }
    }

    /// <summary>Writes all items that there are, as <see cref="Write"/> does for a list of one page.</summary>
    public void WriteWhole(Writer writer, IReadOnlyList<TItem> items, OutputFormat format) =>
        Write(writer, new Page<TItem>(items, 1, Math.Max(items.Count, 1), items.Count), format);

    /// <summary>Writes items without a footer: an array for programs, a table for people.</summary>
    /// <returns>Whether it was a table.</returns>
    public bool WriteItems(Writer writer, IReadOnlyList<TItem> items, OutputFormat format)
    {
        if (format != OutputFormat.Table)
        {
            writer.WriteDocument(new ConfigurationList(items.Select(Document)), format);
            return false;
        }

        if (items.Count == 0)
        {
            writer.Say($"No {Plural} found.");
            return false;
        }

        writer.WriteList(Columns, items.Select(Row));
        return true;
    }

    /// <summary>Which page this is, and how many items there are.</summary>
    public static string Footer(Page<TItem> page) => MessageText.Of($"Page {page.Index} of {page.TotalPages}, {page.Total} in total.");

    /// <summary>How many items there are.</summary>
    public static string Total(Page<TItem> page) => MessageText.Of($"{page.Total} in total.");

    /// <summary>Shows one item: an object for programs, a table with one line for each column of a list for people.</summary>
    /// <param name="item">The item.</param>
    /// <param name="more">Further lines of the table.</param>
    public Description Describe(TItem item, params IReadOnlyList<(string Property, string Value)> more) => new(
        () => Document(item),
        writer => writer.WriteTable(
            [new("PROPERTY"), new("VALUE")],
            Columns.Select(column => (IReadOnlyList<string>)[column.Header, column.Cell(item)])
                .Concat(more.Select(line => (IReadOnlyList<string>)[line.Property, line.Value]))));

    /// <summary>Shows items of another kind that each have one of this kind.</summary>
    public Presentation<TOther> Of<TOther>(Func<TOther, TItem> item) => new(
        Plural, other => Document(item(other)), [.. Columns.Select(column => new ItemColumn<TOther>(
            column.Header, other => column.Cell(item(other)), column.IsId, column.IsTime))]);

    private IReadOnlyList<string> Row(TItem item) => [.. Columns.Select(column => column.Cell(item))];
}
