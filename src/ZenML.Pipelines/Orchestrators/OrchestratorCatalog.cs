using ZenML.Core.Errors;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;
using ZenML.Pipelines.Orchestrators.Local;

namespace ZenML.Pipelines.Orchestrators;

/// <summary>The built-in orchestrators. To add one, give it a folder beside <c>Local</c> and an entry here.</summary>
internal static class OrchestratorCatalog
{
    private static readonly IOrchestrator[] BuiltIn = [new LocalOrchestrator()];

    /// <summary>Returns the orchestrator that has the flavor of a stack's; the local one for a stack without an orchestrator.</summary>
    /// <param name="stack">The stack to run on.</param>
    /// <param name="registered">Orchestrators of the caller, which take precedence.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: there is none for that flavor.</exception>
    public static IOrchestrator Choose(Stack stack, IReadOnlyList<IOrchestrator> registered)
    {
        var component = stack.Find(ComponentType.Orchestrator);
        var flavor = component?.Flavor ?? LocalOrchestrator.LocalFlavor;
        return registered.Concat(BuiltIn).FirstOrDefault(orchestrator => orchestrator.Flavor == flavor)
            ?? throw new ZenException(
                ErrorCode.NotAllowed,
                $"The orchestrator '{component!.Name}' of the stack '{stack.Name}' has the flavor '{flavor}'. Pipelines can run only in "
                + $"this process for now, with an orchestrator of the flavor '{LocalOrchestrator.LocalFlavor}'. To set one: "
                + $"zenml stack update {ShellWord.Quote(stack.Name)} -o default");
    }
}
