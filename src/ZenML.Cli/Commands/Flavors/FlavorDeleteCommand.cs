using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Flavors;

/// <summary><c>zenml TYPE flavor delete</c>.</summary>
internal sealed class FlavorDeleteCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public FlavorDeleteCommand(CliContext context, ComponentType type)
        : base(context, "delete", Example.Of(
            "Delete a custom flavor that no component uses.",
            $"zenml {type.CommandName()} flavor delete my_flavor"))
    {
        this.type = type;
        Define(name.Completes(Names.Flavors(type)));
        Define(new Option<bool>("--yes", "-y")
        {
            Description = "Accepted for compatibility; this command never prompts.",
        });
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var flavor = await Context.Client.Flavors.GetAsync(type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        await Context.Client.Flavors.DeleteAsync(flavor.Id, cancellationToken);
        Context.Writer.Say($"Deleted the {type.Words()} flavor '{flavor.Name}'.");
        return ExitCodes.Success;
    }
}
