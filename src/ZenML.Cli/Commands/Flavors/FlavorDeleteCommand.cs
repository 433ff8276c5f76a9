using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor delete</c>.</summary>
internal sealed class FlavorDeleteCommand : Command
{
    public FlavorDeleteCommand(CliContext context, ComponentType type)
        : base("delete", Example.Of("Delete a custom flavor that no component uses.", $"zenml {type.CommandName()} flavor delete my_flavor"))
    {
        var name = new Argument<string>("NAME") { Description = "A name, an id, or at least 8 digits of one." };
        Arguments.Add(name);
        Options.Add(new Option<bool>("--yes", "-y") { Description = "Accepted for the sake of scripts; this asks nothing." });
        SetAction(async (result, cancellationToken) =>
        {
            var flavor = await context.Client.Flavors.GetAsync(type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
            await context.Client.Flavors.DeleteAsync(flavor.Id, cancellationToken);
            context.Writer.Say($"Deleted the {type.Words()} flavor '{flavor.Name}'.");
            return ExitCodes.Success;
        });
    }
}
