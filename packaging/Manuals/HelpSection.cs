namespace ZenML.Packaging.Manuals;

/// <summary>A part of help under a title, such as "Options".</summary>
/// <param name="Title">The title, without its colon.</param>
/// <param name="Lines">The lines below it, without their common indentation.</param>
internal sealed record HelpSection(string Title, IReadOnlyList<string> Lines)
{
    /// <summary>
    /// What the lines explain: a term and a text with at least two spaces between them. An indented line continues a text.
    /// </summary>
    public IReadOnlyList<HelpEntry> Entries
    {
        get
        {
            var entries = new List<HelpEntry>();
            foreach (var line in Lines.Where(line => line.Length > 0))
            {
                if (line[0] == ' ' && entries.Count > 0)
                {
                    entries[^1] = entries[^1] with { Text = $"{entries[^1].Text} {line.Trim()}".Trim() };
                    continue;
                }

                var end = line.IndexOf("  ", StringComparison.Ordinal);
                entries.Add(end < 0 ? new HelpEntry(line, "") : new HelpEntry(line[..end], line[end..].Trim()));
            }

            return entries;
        }
    }
}
