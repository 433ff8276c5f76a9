using System.Globalization;

namespace ZenML.Bench.Report;

/// <summary>A table, built row by row. A table without rows is nothing.</summary>
internal sealed class MarkdownTable(string title, params IReadOnlyList<string> heads)
{
    private readonly List<string> rows = [];

    public MarkdownTable Add(params IReadOnlyList<string> cells)
    {
        rows.Add(Row(cells));
        return this;
    }

    public override string ToString() =>
        rows.Count == 0 ? "" : string.Join('\n', [$"**{title}**", "", Row(heads), "|" + string.Concat(heads.Select(_ => "---|")), .. rows]);

    /// <summary>A number with so many digits after the point; nothing for null.</summary>
    public static string Text(double? number, int digits) =>
        number?.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "";

    private static string Row(IReadOnlyList<string> cells) =>
        "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"));
}
