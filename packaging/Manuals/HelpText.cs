namespace ZenML.Packaging.Manuals;

/// <summary>
/// The help of a program or command, read from what <c>--help</c> prints. A line without indentation that ends with a colon begins a
/// section; other lines without indentation are paragraphs.
/// </summary>
/// <param name="Paragraphs">What it does: the section "Description", or the paragraphs before any section.</param>
/// <param name="Usage">How it is called, one line per way.</param>
/// <param name="Sections">The other sections, in their order.</param>
/// <param name="Remarks">The paragraphs after a section.</param>
/// <param name="Examples">Commands.</param>
internal sealed record HelpText(
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<string> Usage,
    IReadOnlyList<HelpSection> Sections,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<string> Examples)
{
    private const string Indentation = "  ";

    /// <summary>Reads the help.</summary>
    public static HelpText Parse(string text)
    {
        var (sections, before, after) = Split(text);
        var description = sections.FirstOrDefault(section => section.Title == "Description")?.Lines ?? [];
        var start = description.Index().Where(line => IsExamples(line.Item.TrimEnd(':'))).Select(line => line.Index).FirstOrDefault(-1);
        var paragraphs = start < 0 ? description : [.. description.Take(start)];
        return new HelpText(
            [.. before, .. paragraphs.Where(line => line.Length > 0)],
            LinesOf("Usage"),
            [.. sections.Where(section => section.Title is not ("Description" or "Usage") && !IsExamples(section.Title))],
            after,
            [
                .. start < 0 ? [] : description.Skip(start + 1).Select(Unindent).Where(line => line.Length > 0),
                .. sections.Where(section => IsExamples(section.Title)).SelectMany(section => section.Lines).Where(line => line.Length > 0),
            ]);

        string[] LinesOf(string title) =>
            [.. sections.Where(section => section.Title == title).SelectMany(section => section.Lines).Where(line => line.Length > 0)];
    }

    private static bool IsExamples(string title) => title is "Example" or "Examples";

    private static (List<HelpSection> Sections, List<string> Before, List<string> After) Split(string text)
    {
        var sections = new List<HelpSection>();
        var (before, after) = (new List<string>(), new List<string>());
        var lines = new List<string>();
        var continues = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
        {
            var continued = continues;
            continues = false;
            if (line.Length == 0 || line[0] == ' ')
            {
                lines.Add(Unindent(line));
            }
            else if (line.StartsWith("Usage: ", StringComparison.Ordinal))
            {
                lines = [line["Usage: ".Length..]];
                sections.Add(new HelpSection("Usage", lines));
            }
            else if (line[^1] == ':')
            {
                lines = [];
                sections.Add(new HelpSection(line[..^1], lines));
            }
            else
            {
                var paragraphs = sections.Count == 0 ? before : after;
                if (continued)
                {
                    paragraphs[^1] += $" {line}";
                }
                else
                {
                    paragraphs.Add(line);
                }

                continues = true;
            }
        }

        return (sections, before, after);
    }

    private static string Unindent(string line) =>
        line.StartsWith(Indentation, StringComparison.Ordinal) ? line[Indentation.Length..] : line;
}
