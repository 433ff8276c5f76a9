using ZenML.Core.Errors;
using ZenML.Core.Secrets.Templates;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Messages about templates that cannot be read. They never quote the template, which can contain values.</summary>
internal static class TemplateMistakes
{
    private const int Most = 20;

    /// <summary>Says what a delimiter that begins no reference is.</summary>
    public static string Describe(TemplateDelimiters delimiters) => MessageText.Of(
        $"'{delimiters.Open}' begins no reference. Write {delimiters.Open}NAME.KEY{delimiters.Close}, or {Literal(delimiters)} for a "
            + $"literal '{delimiters.Open}'.");

    /// <summary>Says what to do with a template of another program that has the default delimiters itself.</summary>
    public static string DescribeOthers(TemplateDelimiters delimiters) => delimiters == TemplateDelimiters.Default
        ? MessageText.Of(
            $"If another program reads '{delimiters.Open}' too, as Helm and Jinja do, write references as <% NAME.KEY %> and use "
            + $"--delimiters '<% %>'.")
        : "If the template has other marks of this kind, choose other ones with --delimiters.";

    /// <summary>Shows places, at most 20.</summary>
    /// <param name="places">The places.</param>
    /// <param name="file">The file, as messages show it.</param>
    public static IEnumerable<string> Show(IReadOnlyCollection<TemplatePlace> places, string file)
    {
        foreach (var place in places.Take(Most))
        {
            yield return $"  {file}, {Show(place)}";
        }

        if (places.Count > Most)
        {
            yield return MessageText.Of($"  and {places.Count - Most} more");
        }
    }

    /// <summary>Shows a place.</summary>
    public static string Show(TemplatePlace place) => MessageText.Of($"line {place.Line}, column {place.Column}");

    private static string Literal(TemplateDelimiters delimiters) => $"{delimiters.Open}\"{delimiters.Open}\"{delimiters.Close}";
}
