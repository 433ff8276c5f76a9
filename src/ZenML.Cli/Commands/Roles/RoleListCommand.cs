using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;

namespace ZenML.Cli.Commands.Roles;

/// <summary><c>zenml role list</c>.</summary>
internal sealed class RoleListCommand : BaseCommand
{
    private readonly RolePlace place = new("List the roles of all workspaces.");

    private readonly Option<string?> holder = new Option<string?>("--of")
    {
        Description = "List only the roles of this account or group: ada, service-account:ci or group:ops.",
        HelpName = "NAME",
    }.Completes(Names.Holders);

    private readonly Option<string?> role = CommonOptions.Role("List only this role.");

    private readonly Option<string?> since = new("--since")
    {
        Description = "List only what was granted at this time or later: a span such as 30m, 12h, 7d or 2w, or a UTC time such as "
            + "2026-11-30.",
        HelpName = "SPAN|TIME",
    };

    private readonly Option<string> output = CommonOptions.Output();

    public RoleListCommand(CliContext context)
        : base(context, "list", Example.Of(
            "List who has which role in a workspace, those in every workspace included. Unless you are an owner of the workspace or an "
                + "administrator, you see only your own roles.",
            "zenml role list",
            "zenml role list --workspace research --role owner",
            "zenml role list --all-workspaces --output json"))
    {
        Define([.. place.Options, holder, role, since, output]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var from = result.GetValue(since) is { } text ? TimeText.ReadSince(text, Context.ClientOptions.Clock) : (DateTimeOffset?)null;
        var workspace = await place.FindAsync(Context, result, cancellationToken);
        var list = await RolePlace.ListAsync(Context, workspace, cancellationToken);
        var (only, wanted) = (result.GetValue(holder), AccessTexts.FindRole(result.GetValue(role)));
        RoleBinding[] shown =
        [
            .. list.Roles.Where(found => (only is null || NamedHolder.Of(found).Text == only)
                && (wanted is null || found.Role == wanted) && (from is null || found.Created >= from)),
        ];
        RoleData.Presentation.WriteItems(Context.Writer, shown, result.GetFormat(output));
        if (!list.IsComplete)
        {
            Context.Writer.Say("These are only your own roles. Owners of a workspace and administrators see all.");
        }

        return ExitCodes.Success;
    }
}
