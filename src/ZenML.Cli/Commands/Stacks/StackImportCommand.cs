using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Stacks.Components;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Stacks;

/// <summary><c>zenml stack import</c>.</summary>
internal sealed class StackImportCommand : Command
{
    public StackImportCommand(CliContext context)
        : base("import", Example.Of(
            "Register a stack and its components from a file that 'stack export' wrote. A component that is already registered just like that is used as it is.",
            "zenml stack import tracked --filename tracked.yaml"))
    {
        var name = new Argument<string>("STACK") { Description = "The name of the stack." };
        var filename = new Option<string?>("--filename", "-f") { Description = "The file. Without it, STACK.yaml in the current folder.", HelpName = "FILE" };
        var ignore = new Option<bool>("--ignore-version-mismatch") { Description = "Accepted for ZenML's sake; our files do not depend on a version." };
        Arguments.Add(name);
        Options.Add(filename);
        Options.Add(ignore);
        SetAction(async (result, cancellationToken) =>
        {
            var stackName = result.GetRequiredValue(name);
            var path = result.GetValue(filename) ?? $"{stackName}.yaml";
            var description = StackDocument.Parse(context.Values.ReadFile("--filename", path));
            var imported = await context.Client.Stacks.ImportAsync(description with { Name = stackName }, cancellationToken);
            foreach (var component in imported.Registered)
            {
                context.Writer.Say($"Registered the {component.Type.Words()} '{component.Name}'.");
            }

            context.Writer.Say($"Imported the stack '{imported.Stack.Name}' from '{path}'.");
            return ExitCodes.Success;
        });
    }
}
