using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Commands.Components;

/// <summary><c>zenml TYPE delete</c>.</summary>
internal sealed class ComponentDeleteCommand : BaseCommand
{
    private readonly ComponentType type;
    private readonly Argument<string> name = CommonArguments.ToChange("NAME");

    public ComponentDeleteCommand(CliContext context, ComponentType type)
        : base(context, "delete", Example.Of(
            $"Delete {ComponentNoun.Article(type)} {type.Words()} that no stack uses.",
            $"zenml {type.CommandName()} delete my_{type.WireName()}"))
    {
        this.type = type;
        Define(name);
        name.Completes(Names.Components(type));
        Define(new Option<bool>("--yes", "-y")
        {
            Description = "Accepted for compatibility; this command never prompts.",
        });
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var component = await Context.Client.Components.GetAsync(
            type, result.GetRequiredValue(name), LookupMode.Changing, cancellationToken);
        await Context.Client.Components.DeleteAsync(component.Id, cancellationToken);
        Context.Writer.Say($"Deleted the {type.Words()} '{component.Name}'.");
        return ExitCodes.Success;
    }
}
