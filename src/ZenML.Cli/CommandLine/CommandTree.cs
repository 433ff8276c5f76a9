using System.CommandLine;
using System.CommandLine.Help;
using ZenML.Cli.Commands;
using ZenML.Cli.Output;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Builds the parser's tree from the <see cref="Catalog"/>: fully only for the typed words, elsewhere with names only.
/// </summary>
internal sealed class CommandTree(CliContext context, IReadOnlyList<string> words)
{
    /// <summary>The positions of words that can name a command: options can come before and between them.</summary>
    private readonly int[] places = [.. Enumerable.Range(0, words.Count).Where(place => !words[place].StartsWith('-'))];

    /// <summary>The command that was typed, once the tree is built; null if none was.</summary>
    public Command? Typed { get; private set; }

    /// <summary>The number of words up to the one that names the command.</summary>
    public int TypedWords { get; private set; }

    /// <summary>Builds the tree.</summary>
    public RootCommand Build()
    {
        var root = new RootCommand(Example.Of(
            "Store secrets for machine-learning pipelines, refer to them as {{name.key}}, and check them before a run.",
            "zenml secret create mlflow_secret --username=admin --password=@password.txt",
            "zenml experiment-tracker register mlflow --flavor=mlflow --tracking_password='{{mlflow_secret.password}}'",
            "zenml stack register tracked -o default -a default -e mlflow --set",
            "zenml stack validate"));
        root.Options.Clear();

        // Completion has a protocol of its own.
        root.Directives.Clear();
        root.Options.Add(Help());
        foreach (var option in General())
        {
            root.Options.Add(option);
        }

        root.Options.Add(new Option<bool>("--version")
        {
            Description = "Show version and exit.",
            Action = new ShowVersion(context),
        });
        foreach (var noun in Catalog.Nouns)
        {
            var isTyped = IsTyped(noun.Name, 0);
            var command = new Command(noun.Name, isTyped ? Example.Of(noun.Summary, noun.Examples) : noun.Summary);
            root.Add(command);
            if (isTyped)
            {
                AddVerbs(command, noun.Verbs, 1);
                ShowHelpAlone(command);
            }
        }

        AddVerbs(root, Catalog.Verbs, 0);
        root.SetAction(_ => RootHelp.Write(root, context.Environment.Out));
        return root;
    }

    private static HelpOption Help() => new("--help", "-h") { Description = "Show help and exit." };

    /// <remarks>For help only: <see cref="GeneralOptions"/> reads them before the parser.</remarks>
    private static Option[] General()
    {
        var color = new Option<string>(GeneralOptions.ColorName)
        {
            Description = "Whether to color the output. By default, terminals get color unless NO_COLOR is set.",
            HelpName = string.Join('|', ColorChoice.Words),
        };
        color.AcceptOnlyFromAmong([.. ColorChoice.Words]);
        return [color, new Option<bool>(GeneralOptions.Debug) { Description = "Show stack traces. ZENML_DEBUG=1 does the same." }];
    }

    /// <remarks>A group without a verb shows its help.</remarks>
    private static void ShowHelpAlone(Command group) => group.SetAction(result => new HelpAction().Invoke(result));

    private void AddVerbs(Command parent, IReadOnlyList<Verb> verbs, int position)
    {
        foreach (var verb in verbs)
        {
            var isTyped = IsTyped(verb.Name, position);
            var command = isTyped ? verb.Build(context) : new Command(verb.Name, verb.Summary);
            if (CommandAliases.Find(verb.Name) is { } alias)
            {
                command.Aliases.Add(alias);
            }

            parent.Add(command);
            if (!isTyped)
            {
                continue;
            }

            (Typed, TypedWords) = (command, places[position] + 1);
            if (verb.Children.Count > 0)
            {
                AddVerbs(command, verb.Children, position + 1);
                ShowHelpAlone(command);
            }
        }
    }

    private bool IsTyped(string name, int position) =>
        position < places.Length && CommandAliases.IsName(words[places[position]], name);
}
