using ZenML.Core.Querying;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>
/// Writes one page of a list, an array for programs and a table with a footer on standard error for people; or one
/// thing, an object and a table of one row.
/// </summary>
internal static class Listing
{
    /// <summary>Writes a page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="format">How.</param>
    /// <param name="page">The page.</param>
    /// <param name="kind">What the items are, in the plural, for messages.</param>
    /// <param name="document">One item for programs.</param>
    /// <param name="columns">The columns for people.</param>
    /// <param name="row">One item for people.</param>
    public static void Write<TItem>(
        Writer writer, OutputFormat format, Page<TItem> page, string kind, Func<TItem, ConfigurationValue> document,
        IReadOnlyList<Column> columns, Func<TItem, IReadOnlyList<string>> row)
    {
        if (format != OutputFormat.Table)
        {
            writer.WriteDocument(new ConfigurationList(page.Items.Select(document)), format);
            return;
        }

        if (page.Items.Count == 0)
        {
            writer.Say($"No {kind} found.");
            return;
        }

        writer.WriteTable(columns, page.Items.Select(row));
        writer.Say($"Page {page.Index} of {page.TotalPages}, {page.Total} in total.");
    }
}
