using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack delete</c>.</summary>
internal sealed class StackDeleteCommand : Command
{
    public StackDeleteCommand(CliContext context)
        : base("delete", Example.Of("Delete a stack. Its components stay unless --recursive is given.", "zenml stack delete tracked --yes"))
    {
        var name = new Argument<string>("STACK") { Description = "A name, an id, or at least 8 digits of one." };
        var yes = CommonOptions.Yes();
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Delete its components too, those excepted that other stacks use." };
        Arguments.Add(name);
        name.SuggestStacks(context);
        Options.Add(yes);
        Options.Add(recursive);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.GetAsync(result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            var withComponents = result.GetValue(recursive);
            var question = MessageText.Of($"Delete the stack '{stack.Name}'{(withComponents ? " and its components" : "")}?");
            if (!result.GetValue(yes) && !context.Prompt.Confirm(question))
            {
                context.Writer.Say("Nothing was deleted.");
                return ExitCodes.Success;
            }

            var deleted = await context.Client.Stacks.DeleteAsync(stack.Id.ToString(), withComponents, cancellationToken: cancellationToken);
            foreach (var component in deleted)
            {
                context.Writer.Say($"Deleted the {component.Type.Words()} '{component.Name}'.");
            }

            context.Writer.Say($"Deleted the stack '{stack.Name}'.");
            return ExitCodes.Success;
        });
    }
}
