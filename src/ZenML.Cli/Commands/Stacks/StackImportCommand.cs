using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack import</c>.</summary>
internal sealed class StackImportCommand : BaseCommand
{
    private readonly Argument<string> name = new("STACK") { Description = "The name of the new stack." };
    private readonly Option<string?> filename = new("--filename", "-f")
    {
        Description = "The file to read. Default: STACK.yaml in the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> ignore = new("--ignore-version-mismatch")
    {
        Description = "Accepted for compatibility with ZenML; exported files do not depend on a version.",
    };

    public StackImportCommand(CliContext context)
        : base(context, "import", Example.Of(
            "Register a stack and its components from a file written by 'stack export'. Components that are already "
                + "registered with the same settings are reused.",
            "zenml stack import tracked --filename tracked.yaml"))
    {
        Define(name.Completes(CompletionSource.FreeText), filename, ignore);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stackName = result.GetRequiredValue(name);
        var path = result.GetValue(filename) ?? $"{stackName}.yaml";
        var description = StackDocument.Parse(Context.Values.ReadFile("--filename", path));
        var imported = await Context.Client.Stacks.ImportAsync(description with { Name = stackName }, cancellationToken);
        foreach (var component in imported.Registered)
        {
            Context.Writer.Say($"Registered the {component.Type.Words()} '{component.Name}'.");
        }

        Context.Writer.Say($"Imported the stack '{imported.Stack.Name}' from '{path}'.");
        return ExitCodes.Success;
    }
}
