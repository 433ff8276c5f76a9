using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack register</c>.</summary>
internal sealed class StackRegisterCommand : BaseCommand
{
    private readonly Argument<string> name = new("STACK") { Description = "The name of the new stack." };
    private readonly StackComponentOptions components;
    private readonly Option<bool> set = new("--set") { Description = "Make the new stack active." };

    public StackRegisterCommand(CliContext context)
        : base(context, "register", Example.Of(
            "Register a stack: an orchestrator, an artifact store, and at most one component of each other type.",
            "zenml stack register tracked --orchestrator default --artifact-store default --experiment-tracker mlflow --set"))
    {
        Define(name.Completes(CompletionSource.FreeText));
        components = new StackComponentOptions(this, ComponentType.ArtifactStore, ComponentType.Orchestrator);
        Define(set);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = await Context.Client.Stacks.RegisterAsync(
            result.GetRequiredValue(name), await components.FindAsync(Context, result, cancellationToken), cancellationToken);
        Context.Writer.Say($"Registered the stack '{stack.Name}'.");
        if (result.GetValue(set))
        {
            Context.Client.Stacks.SetActive(stack);
            Context.Writer.Say($"The active stack is now '{stack.Name}'.");
        }

        return ExitCodes.Success;
    }
}
