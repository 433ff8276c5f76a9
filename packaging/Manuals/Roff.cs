using System.Globalization;
using System.Text;

namespace ZenML.Packaging.Manuals;

/// <summary>A manual page, written with the macros that every <c>man</c> knows.</summary>
internal sealed class Roff
{
    private readonly StringBuilder text = new();

    /// <summary>Whether a title was the last, after which a paragraph begins by itself.</summary>
    private bool isAfterTitle;

    /// <summary>Begins a page. Lines are not justified and words not hyphenated: much of the text is commands.</summary>
    /// <param name="name">The name of the page.</param>
    /// <param name="section">The section of the manual: 1 for commands, 8 for what administrators run.</param>
    /// <param name="date">The date at the bottom.</param>
    /// <param name="manual">What the section is called.</param>
    public Roff(string name, int section, DateTimeOffset date, string manual)
    {
        // Readers of pages understand the date only if its hyphens are not escaped.
        var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $".TH \"{Escape(name.ToUpperInvariant())}\" {section} \"{day}\" ")
            .Append(CultureInfo.InvariantCulture, $"\"ZenML for .NET {PackagingProgram.Version}\" \"{manual}\"\n")
            .Append(".nr HY 0\n.hy 0\n.ad l\n");
    }

    /// <summary>Begins a section.</summary>
    public void Section(string title)
    {
        Macro("SH", title.ToUpperInvariant());
        isAfterTitle = true;
    }

    /// <summary>Begins a part of a section.</summary>
    public void Part(string title)
    {
        Macro("SS", title);
        isAfterTitle = true;
    }

    /// <summary>Adds a paragraph.</summary>
    public void Paragraph(string paragraph)
    {
        BeginParagraph();
        Line(paragraph);
    }

    /// <summary>Adds paragraphs.</summary>
    public void Paragraphs(IEnumerable<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            Paragraph(paragraph);
        }
    }

    /// <summary>Adds how a command is called, one line per way.</summary>
    public void Usage(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            BeginParagraph();
            Macro("B", line);
        }
    }

    /// <summary>Adds text to the current paragraph or, after <see cref="Section"/>, begins one.</summary>
    public void Line(string line)
    {
        isAfterTitle = false;
        text.Append(Escape(line)).Append('\n');
    }

    /// <summary>Adds terms and what they mean.</summary>
    public void Entries(IEnumerable<HelpEntry> entries)
    {
        foreach (var entry in entries)
        {
            Macro("TP");
            Macro("B", entry.Term);
            if (entry.Text.Length > 0)
            {
                Line(entry.Text);
            }
        }
    }

    /// <summary>Adds commands, as they are typed.</summary>
    public void Examples(IEnumerable<string> commands)
    {
        BeginParagraph();
        Macro("EX");
        foreach (var command in commands)
        {
            Line(command);
        }

        Macro("EE");
    }

    /// <inheritdoc />
    public override string ToString() => text.ToString();

    /// <remarks>Hyphens are what people copy into a shell, so each is a minus.</remarks>
    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        if (line is ['.' or '\'', ..])
        {
            escaped.Append("\\&");
        }

        foreach (var rune in line.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\(rs",
                '-' => "\\-",
                '\'' => "\\(aq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                '"' => "\\(dq",
                > 126 => string.Create(CultureInfo.InvariantCulture, $"\\[u{rune.Value:X4}]"),
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    private void BeginParagraph()
    {
        if (!isAfterTitle)
        {
            Macro("P");
        }
    }

    private void Macro(string name, params ReadOnlySpan<string> arguments)
    {
        isAfterTitle = false;
        text.Append('.').Append(name);
        foreach (var argument in arguments)
        {
            text.Append(" \"").Append(Escape(argument)).Append('"');
        }

        text.Append('\n');
    }
}
