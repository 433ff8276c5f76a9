using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack export</c>.</summary>
internal sealed class StackExportCommand : BaseCommand
{
    private readonly Argument<string?> name;
    private readonly Argument<string?> filename = new("FILE")
    {
        Description = "The file to write, or - for standard output. Default: STACK.yaml in the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> force = new("--force") { Description = "Overwrite the file if it exists." };

    public StackExportCommand(CliContext context)
        : base(context, "export", Example.Of(
            "Write a stack and its components to a YAML file for 'stack import'. Secret references are kept; "
                + "plaintext in sensitive attributes is left out.",
            "zenml stack export tracked tracked.yaml"))
    {
        name = StackChoice.Argument(context);
        Define(name, filename, force);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await StackChoice.FindAsync(Context, result.GetValue(name), LookupMode.Reading, cancellationToken);
        var path = result.GetValue(filename) ?? SafeFileName.Yaml(stack.Name, "Choose a file: zenml stack export STACK FILE");
        var text = StackDocument.Write(Describe(stack), out var omitted);
        var isFile = await Context.ExportAsync(path, text, result.GetValue(force), cancellationToken);
        foreach (var (type, component, attribute) in omitted)
        {
            Context.Writer.Warn($"The attribute '{attribute}' of the {type.Words()} '{component}' contains plaintext "
                + $"and was left out. If the import needs it, register the component first, or add the attribute to "
                + $"the file, preferably as a secret reference.");
        }

        if (isFile)
        {
            Context.Writer.Say($"Exported the stack '{stack.Name}' to '{path}'.");
        }

        return ExitCodes.Success;
    }



    private static StackDescription Describe(Stack stack) => new(
        stack.Name,
        [
            .. stack.Components.Select(component =>
                new ComponentDescription(component.Type, component.Name, component.Flavor, component.Configuration, component.Labels)),
        ]);
}
