using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;

namespace ZenML.Cli.Commands.Groups;

/// <summary><c>zenml group create</c>.</summary>
internal sealed class GroupCreateCommand : BaseCommand
{
    private readonly Argument<string> name = new("NAME") { Description = "The name of the new group." };
    private readonly Option<string> description = new("--description", "-d")
    {
        Description = "What the group is for.",
        DefaultValueFactory = _ => "",
        HelpName = "TEXT",
    };

    public GroupCreateCommand(CliContext context)
        : base(context, "create", Example.Of(
            "Create a group without members. Name it 'group:NAME' where an account can be named, too.",
            "zenml group create ops --description 'Who is on call'")) =>
        Define(name.Completes(CompletionSource.FreeText), description);

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var group = await Context.Client.Groups.CreateAsync(
            result.GetRequiredValue(name), result.GetValue(description)!, cancellationToken);
        Context.Writer.Say($"Created the group '{group.Name}'.");
        return ExitCodes.Success;
    }
}
