using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack register</c>.</summary>
internal sealed class StackRegisterCommand : Command
{
    public StackRegisterCommand(CliContext context)
        : base("register", Example.Of(
            "Register a stack: an orchestrator, an artifact store, and at most one component of each other type.",
            "zenml stack register tracked --orchestrator default --artifact-store default --experiment_tracker mlflow --set"))
    {
        var name = new Argument<string>("STACK") { Description = "The name." };
        Arguments.Add(name);
        var components = new StackComponentOptions(this, ComponentType.ArtifactStore, ComponentType.Orchestrator);
        var set = new Option<bool>("--set") { Description = "Make it the active stack." };
        Options.Add(set);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = await context.Client.Stacks.RegisterAsync(
                result.GetRequiredValue(name), await components.FindAsync(context, result, cancellationToken), cancellationToken);
            context.Writer.Say($"Registered the stack '{stack.Name}'.");
            if (result.GetValue(set))
            {
                context.Client.Stacks.SetActive(stack);
                context.Writer.Say($"The active stack is now '{stack.Name}'.");
            }

            return ExitCodes.Success;
        });
    }
}
