using ZenML.Cli.Commands;
using ZenML.Server.Configuration;

namespace ZenML.Packaging.Manuals;

/// <summary>The manual: a page for <c>zenml</c>, one for each of its groups and single commands, and one for the server.</summary>
internal static class ManualPages
{
    private const string Commands = "User Commands";

    private static readonly string[] Sections = ["Arguments", "Options"];

    /// <summary>Writes all pages.</summary>
    /// <param name="folder">The folder that gets <c>man1</c> and <c>man8</c>.</param>
    /// <param name="date">The date at the bottom of the pages.</param>
    public static async Task WriteAsync(string folder, DateTimeOffset date)
    {
        Directory.CreateDirectory(Path.Combine(folder, "man1"));
        Directory.CreateDirectory(Path.Combine(folder, "man8"));
        await SaveAsync("zenml", 1, await ProgramAsync(date));
        foreach (var noun in Catalog.Nouns)
        {
            await SaveAsync($"zenml-{noun.Name}", 1, await GroupAsync(noun, date));
        }

        foreach (var verb in Catalog.Verbs)
        {
            await SaveAsync($"zenml-{verb.Name}", 1, await CommandAsync(verb, date));
        }

        await SaveAsync("zenml-server", 8, Server(date));

        Task SaveAsync(string name, int section, Roff page) =>
            File.WriteAllTextAsync(Path.Combine(folder, $"man{section}", $"{name}.{section}"), page.ToString());
    }

    private static async Task<Roff> ProgramAsync(DateTimeOffset date)
    {
        var help = await CommandHelp.ReadAsync();
        var page = Begin("zenml", 1, Commands, "store secrets for machine-learning pipelines", help, date);
        foreach (var section in help.Sections)
        {
            page.Section(section.Title);
            page.Entries(section.Entries);
        }

        AddExamples(page, help);
        page.Section("Files");
        page.Entries([new("~/.config/zenml-dotnet", "Settings, credentials and the local store. ZENML_CONFIG_PATH names another folder.")]);
        page.Section("Exit status");
        page.Entries(
        [
            new("0", "Success."),
            new("1", "The command failed. Standard error says why."),
            new("2", "The command line is wrong."),
            new("3", "It is unknown whether the change was made."),
            new("130", "Interrupted with Ctrl+C."),
            new("other", "The exit code of the command that 'zenml run' ran."),
        ]);
        SeeAlso(page, [.. Catalog.Nouns.Select(noun => noun.Name), .. Catalog.Verbs.Select(verb => verb.Name)]);
        return page;
    }

    private static async Task<Roff> GroupAsync(Noun noun, DateTimeOffset date)
    {
        var help = await CommandHelp.ReadAsync(noun.Name);
        var page = Begin($"zenml-{noun.Name}", 1, Commands, noun.Summary, help, date);
        page.Section("Commands");
        foreach (var (words, verb) in AllOf([noun.Name], noun.Verbs).Where(command => command.Verb.Children.Count == 0))
        {
            await AddPartAsync(page, words);
        }

        AddExamples(page, help);
        SeeAlso(page, []);
        return page;
    }

    private static async Task<Roff> CommandAsync(Verb verb, DateTimeOffset date)
    {
        var help = await CommandHelp.ReadAsync(verb.Name);
        var page = Begin($"zenml-{verb.Name}", 1, Commands, verb.Summary, help, date);
        foreach (var section in help.Sections.Where(section => Sections.Contains(section.Title)))
        {
            page.Section(section.Title);
            page.Entries(section.Entries);
        }

        if (verb.Children.Count > 0)
        {
            page.Section("Commands");
            foreach (var (words, child) in AllOf([verb.Name], verb.Children).Where(command => command.Verb.Children.Count == 0))
            {
                await AddPartAsync(page, words);
            }
        }

        AddExamples(page, help);
        SeeAlso(page, []);
        return page;
    }

    private static Roff Server(DateTimeOffset date)
    {
        var help = HelpText.Parse(ServerHelp.Text);
        var page = Begin("zenml-server", 8, "System Administration", "serve a store of secrets to a team", help, date);
        foreach (var section in help.Sections)
        {
            // "Settings, from environment variables and the file. Options override …"
            var title = section.Title.Split(',')[0];
            page.Section(title);
            if (title.Length < section.Title.Length)
            {
                page.Line($"{section.Title}:");
            }

            page.Entries(section.Entries);
        }

        page.Section("Notes");
        page.Paragraphs(help.Remarks);
        AddExamples(page, help);
        page.Section("Files");
        page.Entries(
        [
            new("/etc/zenml/server.env", "The settings of the service that the Debian package installs, which runs as the user zenml."),
            new("/var/lib/zenml", "The store of that service."),
        ]);
        SeeAlso(page, ["serve", "up"]);
        return page;
    }

    private static Roff Begin(string name, int section, string manual, string summary, HelpText help, DateTimeOffset date)
    {
        var page = new Roff(name, section, date, manual);
        page.Section("Name");
        page.Line($"{name} - {char.ToLowerInvariant(summary[0])}{summary[1..].TrimEnd('.')}");
        page.Section("Synopsis");
        page.Usage(help.Usage);
        page.Section("Description");
        page.Paragraphs(help.Paragraphs);
        return page;
    }

    private static async Task AddPartAsync(Roff page, string[] words)
    {
        var help = await CommandHelp.ReadAsync(words);
        page.Part($"zenml {string.Join(' ', words)}");
        page.Paragraphs(help.Paragraphs);
        page.Usage(help.Usage);
        page.Entries(help.Sections.SelectMany(section => section.Entries).Where(entry => !IsHelp(entry)));
        if (help.Examples.Count > 0)
        {
            page.Examples(help.Examples);
        }
    }

    private static void AddExamples(Roff page, HelpText help)
    {
        if (help.Examples.Count > 0)
        {
            page.Section("Examples");
            page.Examples(help.Examples);
        }
    }

    private static void SeeAlso(Roff page, IReadOnlyList<string> commands)
    {
        page.Section("See also");
        string[] pages = ["zenml(1)", .. commands.Select(command => $"zenml-{command}(1)"), "zenml-server(8)"];
        page.Line(string.Join(", ", pages));
        page.Paragraph("The guides are in /usr/share/doc/zenml/docs, or below share/doc/zenml where you unpacked the archive.");
    }

    private static bool IsHelp(HelpEntry entry) => entry.Term.Contains("--help", StringComparison.Ordinal);

    /// <summary>All commands below one, depth first.</summary>
    private static IEnumerable<(string[] Words, Verb Verb)> AllOf(string[] before, IReadOnlyList<Verb> verbs) =>
        verbs.SelectMany(verb => AllOf([.. before, verb.Name], verb.Children).Prepend(([.. before, verb.Name], verb)));
}
