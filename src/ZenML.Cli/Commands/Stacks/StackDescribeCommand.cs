using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack describe</c>.</summary>
internal sealed class StackDescribeCommand : Command
{
    public StackDescribeCommand(CliContext context)
        : base("describe", Example.Of("Show a stack and its components.", "zenml stack describe", "zenml stack describe tracked --output json"))
    {
        var name = StackChoice.Argument(context);
        var output = CommonOptions.Output();
        Arguments.Add(name);
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await StackChoice.FindAsync(context, result.GetValue(name), LookupMode.Reading, cancellationToken);
            var active = (await context.Client.Stacks.FindActiveAsync(cancellationToken))?.Id;
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(StackData.Of(stack, active), format);
                return ExitCodes.Success;
            }

            var owner = stack.User is { } user ? MessageText.Of($", owned by '{user.Name}'") : "";
            context.Writer.Say($"The stack '{stack.Name}'{(stack.Id == active ? " (active)" : "")} ({stack.Id}){owner:raw}:");
            context.Writer.WriteTable(
                [new("COMPONENT_TYPE"), new("COMPONENT_NAME"), new("FLAVOR"), new("COMPONENT_ID", IsId: true)],
                stack.Components.Select(component => (IReadOnlyList<string>)
                    [component.Type.WireName().ToUpperInvariant(), component.Name, component.Flavor, component.Id.ToString()]));
            return ExitCodes.Success;
        });
    }
}
