using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack get</c>.</summary>
internal sealed class StackGetCommand : Command
{
    public StackGetCommand(CliContext context)
        : base("get", Example.Of("Show the name of the active stack.", "zenml stack get"))
    {
        var output = CommonOptions.Output();
        Options.Add(output);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.GetActiveAsync(cancellationToken);
            if (result.GetFormat(output) is not OutputFormat.Table and var format)
            {
                context.Writer.WriteDocument(StackData.Of(stack, stack.Id), format);
            }
            else
            {
                context.Writer.WriteLine(Printable.Cell(stack.Name));
            }

            return ExitCodes.Success;
        });
    }
}
