using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack delete</c>.</summary>
internal sealed class StackDeleteCommand : DeleteCommand
{
    private readonly Argument<string> name = CommonArguments.ToChange("STACK");
    private readonly Option<bool> recursive = new("--recursive", "-r")
    {
        Description = "Also delete its components, except those that other stacks use.",
    };

    public StackDeleteCommand(CliContext context)
        : base(context, "delete", Example.Of(
            "Delete a stack. Its components are kept unless --recursive is given.",
            "zenml stack delete tracked --yes"))
    {
        Define(name, Yes, recursive);
        name.Completes(Names.Stacks);
    }

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        var withComponents = result.GetValue(recursive);
        return new(
            MessageText.Of($"Delete the stack '{stack.Name}'{(withComponents ? " and its components" : "")}?"),
            token => DeleteAsync(stack, withComponents, token),
            MessageText.Of($"Deleted the stack '{stack.Name}'."));
    }

    private async Task DeleteAsync(Stack stack, bool withComponents, CancellationToken cancellationToken)
    {
        var deleted = await Context.Client.Stacks.DeleteAsync(stack.Id.ToString(), withComponents, cancellationToken: cancellationToken);
        foreach (var component in deleted)
        {
            Context.Writer.Say($"Deleted the {component.Type.Words()} '{component.Name}'.");
        }
    }
}
