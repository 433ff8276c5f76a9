using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Output;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack get</c>.</summary>
internal sealed class StackGetCommand : DescribeCommand
{
    public StackGetCommand(CliContext context)
        : base(context, "get", Example.Of("Show the name of the active stack.", "zenml stack get")) => Define(Output);

    protected override async Task<Description> DescribeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.GetActiveAsync(cancellationToken);
        if (Context.Client.Stacks.ActiveOverride is { } source)
        {
            Context.Writer.Say($"{source:raw} names the active stack.");
        }

        return new(() => StackData.Of(stack, stack.Id), writer => writer.WriteLine(Printable.Cell(stack.Name)));
    }
}
