using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE get</c>.</summary>
internal sealed class ComponentGetCommand : Command
{
    public ComponentGetCommand(CliContext context, ComponentType type)
        : base("get", Example.Of($"Show the name of the active stack's {type.Words()}.", $"zenml {type.CommandName()} get"))
    {
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.GetActiveAsync(cancellationToken);
            var component = stack.Find(type);
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(component is null ? new ConfigurationNull() : ComponentDocument.Of(component), format);
            }
            else if (component is null)
            {
                context.Writer.Warn($"The active stack '{stack.Name}' has no {type.Words()}.");
            }
            else
            {
                context.Writer.WriteLine(Printable.Cell(component.Name));
            }

            return ExitCodes.Success;
        });
    }
}
