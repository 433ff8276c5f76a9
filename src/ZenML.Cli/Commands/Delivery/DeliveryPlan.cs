using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Templates;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>Which variables a command gets, before anything is read from the store.</summary>
internal sealed class DeliveryPlan
{
    private readonly Dictionary<string, VariableSource> variables = new(StringComparer.Ordinal);
    private readonly List<string> mistakes = [];
    private bool hasTemplateMistake;

    private DeliveryPlan(IReadOnlyList<string> secrets, VariableNaming naming, IReadOnlyDictionary<string, string> inherited) =>
        (Secrets, Naming, Inherited) = (secrets, naming, inherited);

    /// <summary>The secrets whose keys all become variables.</summary>
    public IReadOnlyList<string> Secrets { get; }

    /// <summary>How their keys become names.</summary>
    public VariableNaming Naming { get; }

    /// <summary>The environment of this process.</summary>
    public IReadOnlyDictionary<string, string> Inherited { get; }

    /// <summary>The variables that were written, by name. They win over those of <see cref="Secrets"/>.</summary>
    public IReadOnlyDictionary<string, VariableSource> Written => variables;

    /// <summary>The inherited variables whose whole text is a reference, unless another source wins.</summary>
    public IEnumerable<VariableSource> InheritedReferences => Inherited
        .Where(variable => !variables.ContainsKey(variable.Key) && SecretReference.TryParse(variable.Value, out _))
        .Select(variable => new VariableSource(
            variable.Key, SecretTemplate.Parse(variable.Value), MessageText.Of($"environment variable {variable.Key}")));

    /// <summary>Makes the plan.</summary>
    /// <param name="options">The options of the command line.</param>
    /// <param name="readFile">Reads a file of variables.</param>
    /// <param name="warn">Is told what other programs read differently in a file.</param>
    /// <param name="inherited">The environment of this process.</param>
    /// <exception cref="ZenException">Something is not a variable. All mistakes are reported together, and never a text.</exception>
    public static DeliveryPlan Make(
        DeliveryOptions options, Func<string, string> readFile, Action<string> warn, IReadOnlyDictionary<string, string> inherited)
    {
        var plan = new DeliveryPlan(
            [.. options.Secrets.Distinct(StringComparer.Ordinal)], new VariableNaming(options.Prefix, options.IsUpper), inherited);
        foreach (var file in options.Files)
        {
            foreach (var line in EnvironmentFile.Read(readFile(file), file, warn))
            {
                plan.Add(line.Name, line.Text, MessageText.Of($"line {line.Line} of '{file}'"));
            }
        }

        var explicitNames = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < options.Variables.Count; index++)
        {
            plan.AddOption(options.Variables[index], index + 1, explicitNames);
        }

        if (plan.hasTemplateMistake)
        {
            plan.mistakes.Add(TemplateMistakes.Describe(TemplateDelimiters.Default));
        }

        return plan.mistakes.Count == 0
            ? plan
            : throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, plan.mistakes));
    }

    private void AddOption(string option, int number, HashSet<string> explicitNames)
    {
        if (option.Split('=', 2) is not [var name, var text])
        {
            mistakes.Add(MessageText.Of(
                $"--env takes VARIABLE=TEXT. Number {number} has no '='; it is not shown, because it could be a value."));
        }
        else if (!VariableName.IsValid(name))
        {
            mistakes.Add(MessageText.Of(
                $"--env number {number}: no shell can express the variable '{name}'. Use letters, digits and underscores."));
        }
        else if (!explicitNames.Add(name))
        {
            mistakes.Add(MessageText.Of($"--env sets the variable '{name}' more than once."));
        }
        else
        {
            Add(name, text, MessageText.Of($"--env {name}"));
        }
    }

    private void Add(string name, string text, string place)
    {
        var template = SecretTemplate.Parse(text);
        if (template.Mistakes.Count > 0)
        {
            hasTemplateMistake = true;
            mistakes.Add(MessageText.Of($"{place:raw}: the text is not a template."));
        }

        variables[name] = new VariableSource(name, template, place);
    }
}
