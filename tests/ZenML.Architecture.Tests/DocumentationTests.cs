using System.Text.RegularExpressions;

namespace ZenML.Architecture.Tests;

/// <summary>The rules of <c>CONTRIBUTING.md</c> for documentation that a machine can check.</summary>
public sealed partial class DocumentationTests
{
    private const int LongestLine = 140;

    /// <summary>Pages that explain how to do something.</summary>
    private static readonly string[] Guides =
    [
        "CONTRIBUTING.md", "docs/aspnet.md", "docs/ci.md", "docs/cli.md", "docs/configuration.md", "docs/identity.md", "docs/install.md",
        "docs/pipelines.md", "docs/references.md", "docs/remote.md", "docs/rotation.md", "docs/scripting.md", "docs/sdk.md",
        "docs/secrets.md", "docs/server.md", "docs/stacks.md", "docs/store.md", "docs/teams.md", "docs/troubleshooting.md",
        "docs/tutorial.md",
    ];

    private static string Root { get; } = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), ".."));

    private static string[] Pages { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Root, "*.md"))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_map_of_the_documentation_has_every_page()
    {
        var map = Read("docs/README.md");

        Assert.DoesNotContain(
            Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/README.md"),
            page => !map.Contains($"({page["docs/".Length..]})", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_of_the_documentation_leads_to_a_file_and_to_a_heading_in_it() => Assert.Empty(
        from page in Pages
        from match in Link().Matches(WithoutCode(Read(page)))
        let target = match.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !Exists(page, target)
        select $"{page}: {target}");

    [Fact]
    public void Every_page_ends_with_what_to_read_next() => Assert.DoesNotContain(
        Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Append("CONTRIBUTING.md"),
        page => !Read(page).TrimEnd().Split("\n\n")[^1].StartsWith("Next: [", StringComparison.Ordinal));

    [Fact]
    public void Every_guide_shows_a_command_within_five_lines() => Assert.DoesNotContain(
        Guides,
        page => !Comment().Replace(Read(page), "").Split('\n').Skip(1).Where(line => line.Trim().Length > 0).Take(4)
            .Any(line => line.StartsWith("```", StringComparison.Ordinal)));

    [Fact]
    public void No_line_of_prose_is_too_long() => Assert.Empty(
        from page in Pages
        from line in WithoutCode(Read(page)).Split('\n')
        where line.Length > LongestLine && !line.StartsWith('|') && !line.Contains("://", StringComparison.Ordinal)
        select $"{page}: {line}");

    [Fact]
    public void The_glossary_has_at_most_30_terms_in_alphabetical_order()
    {
        var terms = Rows(Read("docs/glossary.md")).Select(row => row[0]).Skip(1).ToArray();

        Assert.InRange(terms.Length, 15, 30);
        Assert.Equal(terms.Order(StringComparer.OrdinalIgnoreCase), terms);
    }

    [Fact]
    public void The_page_on_configuration_lists_every_environment_variable()
    {
        var inCode = SourceFile.All.SelectMany(file => VariableInCode().Matches(file.Text)).Select(match => match.Groups["name"].Value)
            .ToHashSet();

        // The names of the settings of secrets stores are put together. A test of the server compares the page with them.
        var listed = Rows(Read("docs/configuration.md")).SelectMany(row => VariableInPage().Matches(row[0]))
            .Select(match => match.Groups["name"].Value)
            .Where(name => inCode.Contains(name) || !name.StartsWith("ZENML_SECRETS_STORE_", StringComparison.Ordinal));

        Assert.Equal(inCode.Order(StringComparer.Ordinal), listed.ToHashSet().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_other_page_lists_environment_variables() => Assert.Empty(
        from page in Pages
        where page != "docs/configuration.md"
        from row in Rows(Read(page))
        where row[0].StartsWith('`') && VariableInPage().IsMatch(row[0])
        select $"{page}: {row[0]}");

    [Fact]
    public void The_page_on_troubleshooting_quotes_messages_that_exist()
    {
        var messages = string.Concat(SourceFile.All.Select(file => Concatenation().Replace(file.Text, "")));
        var quoted = Rows(Read("docs/troubleshooting.md")).Select(row => row[0]).Where(cell => cell.StartsWith('`'))
            .Select(cell => cell.Trim('`')).ToArray();

        Assert.True(quoted.Length > 20, "The page has too few messages to prove anything.");
        Assert.DoesNotContain(quoted, text => !messages.Contains(text, StringComparison.Ordinal));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string WithoutCode(string text) => Comment().Replace(Code().Replace(text, ""), "");

    private static bool Exists(string page, string target)
    {
        var (file, heading) = target.Split('#') is [var before, var after] ? (before, after) : (target, "");
        var path = file.Length == 0 ? Path.Combine(Root, page) : Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, file));
        return heading.Length == 0
            ? Path.Exists(path)
            : File.Exists(path) && Code().Replace(File.ReadAllText(path).ReplaceLineEndings("\n"), "").Split('\n')
                .Any(line => line.StartsWith('#') && Anchor(line.TrimStart('#').Trim()) == heading);
    }

    /// <summary>What the anchor of a heading is called.</summary>
    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>The cells of the rows of all tables.</summary>
    private static IEnumerable<string[]> Rows(string text) =>
        from line in text.Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal)
        select CellBorder().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray();

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<!--.*?-->\n*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellBorder();

    [GeneratedRegex(
        "\"(?<name>ZENML_(?:\\w*[A-Z])|NO_COLOR|CLICOLOR(?:_FORCE)?|TERM|XDG_CONFIG_HOME|HOME|"
        + "OTEL_EXPORTER_OTLP_ENDPOINT|(?:http|https|all|no)_proxy)\"")]
    private static partial Regex VariableInCode();

    [GeneratedRegex(
        "`(?<name>ZENML_[A-Z_]*[A-Z]|NO_COLOR|CLICOLOR(?:_FORCE)?|TERM|XDG_CONFIG_HOME|HOME|"
        + "OTEL_EXPORTER_OTLP_ENDPOINT|(?:http|https|all|no)_proxy)`")]
    private static partial Regex VariableInPage();

    [GeneratedRegex("""
        "\s*\n\s*\+ \$?"
        """)]
    private static partial Regex Concatenation();
}
