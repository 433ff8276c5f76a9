using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Roles;

/// <summary><c>zenml role grant</c>.</summary>
internal sealed class RoleGrantCommand : BaseCommand
{
    private readonly Argument<string> role = new("ROLE")
    {
        Description = "viewer sees names, runner also reads values and records runs, editor also changes, owner also manages members.",
        HelpName = string.Join('|', AccessTexts.RoleWords),
    };

    private readonly Option<string[]> holders = CommonOptions.Holders("--to", "An account or a group");

    private readonly RolePlace place = new("Grant it in every workspace, those that are created later too. For administrators.");

    public RoleGrantCommand(CliContext context)
        : base(context, "grant", Example.Of(
            "Give accounts or groups a role in a workspace, in place of the one that they have there. Each role includes those before it. "
                + "Of several roles in a workspace, by itself, in every workspace or through groups, the highest counts.",
            "zenml role grant editor --to ada",
            "zenml role grant runner --to service-account:ci --workspace research",
            "zenml role grant viewer --to group:everyone --all-workspaces"))
    {
        Define([role, holders, .. place.Options]);
        role.AcceptOnlyFromAmong([.. AccessTexts.RoleWords]);
    }

    protected override async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var wanted = AccessTexts.FindRole(result.GetRequiredValue(role))!.Value;
        var workspace = await place.FindAsync(Context, result, cancellationToken);
        foreach (var holder in result.GetRequiredValue(holders).Distinct(StringComparer.Ordinal))
        {
            // Said one by one, so that it is clear what was granted if one of them fails.
            Say(workspace is null
                ? await Context.Client.Roles.GrantEverywhereAsync(holder, wanted, cancellationToken)
                : await Context.Client.Roles.GrantAsync(holder, wanted, workspace.Id, cancellationToken));
        }

        return ExitCodes.Success;
    }

    private void Say(GrantedRole granted)
    {
        var (binding, holder) = (granted.Binding, NamedHolder.Of(granted.Binding).Text);
        var where = RolePlace.Text(binding.WorkspaceName);
        var before = granted.Before is { } other && other != binding.Role ? $", in place of {other.Text()}" : "";
        Context.Writer.Say(granted.Before == binding.Role
            ? MessageText.Of($"'{holder}' already has the role {binding.Role.Text()} {where:raw}.")
            : MessageText.Of($"Granted '{holder}' the role {binding.Role.Text()} {where:raw}{before:raw}."));
        if (granted.Higher is { } higher)
        {
            Context.Writer.Warn(
                $"'{holder}' can do more there: {RoleData.Describe(higher, binding.Holder):raw} counts. To take that away: zenml role "
                + $"revoke --from {ShellWord.Quote(NamedHolder.Of(higher).Text):raw} {RolePlace.Arguments(higher.WorkspaceName):raw}");
        }
    }
}
