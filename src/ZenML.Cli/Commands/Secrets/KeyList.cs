using System.Globalization;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Lists of key names that stay readable: a secret can have thousands of keys.</summary>
internal static class KeyList
{
    /// <summary>How many names a sentence has.</summary>
    public const int Most = 20;

    /// <summary>A pipe has no width, so one line of a table would be as long as all names.</summary>
    private const int Widest = 80;

    private const string Separator = ", ";

    /// <summary>The first names, and how many more there are: <c>a, b and 3 more</c>.</summary>
    /// <param name="names">The names, or the first ones of them, escaped as the text needs it that they go into.</param>
    /// <param name="count">How many there are.</param>
    public static string Shorten(IReadOnlyCollection<string> names, int count)
    {
        var shown = string.Join(Separator, names.Take(Most));
        return count > Most ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {count - Most} more") : shown;
    }

    /// <summary>All names, as rows of a table with two columns: a title, and as many names as fit on a line.</summary>
    public static IEnumerable<(string Title, string Names)> Rows(string title, IReadOnlyCollection<string> names)
    {
        var line = "";
        foreach (var name in names)
        {
            if (line.Length > 0 && line.Length + Separator.Length + name.Length > Widest)
            {
                yield return (title, line + Separator.TrimEnd());
                (title, line) = ("", "");
            }

            line = line.Length == 0 ? name : line + Separator + name;
        }

        yield return (title, line);
    }
}
