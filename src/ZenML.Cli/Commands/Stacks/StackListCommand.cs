using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack list</c>.</summary>
internal sealed class StackListCommand : Command
{
    public StackListCommand(CliContext context)
        : base("list", Example.Of("List the stacks of the active workspace.", "zenml stack list --output json"))
    {
        var options = new ListOptions(this, StackFields.All);
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var page = await context.Client.Stacks.ListPageAsync(options.Read(result), cancellationToken);
            var active = (await context.Client.Stacks.FindActiveAsync(cancellationToken))?.Id;
            var types = page.Items.SelectMany(stack => stack.Components).Select(component => component.Type).Distinct().Order().ToArray();
            Listing.Write(
                context.Writer, result.GetFormat(output), page, "stacks", stack => StackData.Of(stack, active),
                [
                    new("ACTIVE"), new("STACK NAME"), new("STACK ID", IsId: true), new("OWNER"),
                    .. types.Select(type => new Column(type.WireName().ToUpperInvariant())),
                ],
                stack =>
                [
                    stack.Id == active ? "*" : "", stack.Name, stack.Id.ToString(), stack.User?.Name ?? "-",
                    .. types.Select(type => stack.Find(type)?.Name ?? ""),
                ]);
            return ExitCodes.Success;
        });
    }
}
