using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack export</c>.</summary>
internal sealed class StackExportCommand : Command
{
    public StackExportCommand(CliContext context)
        : base("export", Example.Of(
            "Write a stack and its components to a YAML file for 'stack import'. References stay references; plain text in sensitive attributes is left out.",
            "zenml stack export tracked tracked.yaml"))
    {
        var name = StackChoice.Argument(context);
        var filename = new Argument<string?>("FILE") { Description = "The file, or - for standard output. Without it, STACK.yaml in the current folder.", Arity = ArgumentArity.ZeroOrOne };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it exists." };
        Arguments.Add(name);
        Arguments.Add(filename);
        Options.Add(force);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await StackChoice.FindAsync(context, result.GetValue(name), LookupMode.Reading, cancellationToken);
            var path = result.GetValue(filename) ?? SafeFileName.Yaml(stack.Name, "Say where to export: zenml stack export STACK FILE");
            var text = StackDocument.Write(Describe(stack), out var omitted);
            var isFile = await context.ExportAsync(path, text, result.GetValue(force), cancellationToken);
            foreach (var (type, component, attribute) in omitted)
            {
                context.Writer.Warn($"The attribute '{attribute}' of the {type.Words()} '{component}' holds plain text and was left out. If the import needs it, register the component first, or add the attribute to the file, best as a secret reference.");
            }

            if (isFile)
            {
                context.Writer.Say($"Stack '{stack.Name}' exported to '{path}'.");
            }

            return ExitCodes.Success;
        });
    }

    private static StackDescription Describe(Stack stack) => new(
        stack.Name,
        [
            .. stack.Components.Select(component =>
                new ComponentDescription(component.Type, component.Name, component.Flavor, component.Configuration, component.Labels)),
        ]);
}
