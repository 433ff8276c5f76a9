using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Completion;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.Workspaces;

namespace ZenML.Cli.Commands.Roles;

/// <summary><c>zenml role revoke</c>.</summary>
internal sealed class RoleRevokeCommand : DeleteCommand
{
    private readonly Argument<string?> role = new("ROLE")
    {
        Description = "The role that must be the present one. Default: any.",
        HelpName = string.Join('|', AccessTexts.RoleWords),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> holder = new Option<string>("--from")
    {
        Description = "An account or a group: ada, service-account:ci or group:ops.",
        HelpName = "NAME",
        Required = true,
    }.Completes(Names.Holders);

    private readonly RolePlace place = new("Take away the role that counts in every workspace. For administrators.");

    public RoleRevokeCommand(CliContext context)
        : base(context, "revoke", Example.Of(
            "Take the role away that an account or a group has in a workspace, or the one that counts in every workspace. Other roles "
                + "stay, and so does what is shared with it. An account without any role in a workspace sees nothing in it, not even its "
                + "own private secrets, until it has one again.",
            "zenml role revoke --from ada",
            "zenml role revoke editor --from group:ops --workspace research --yes",
            "zenml role revoke --from service-account:ci --all-workspaces"))
    {
        Define([role, holder, .. place.Options, Yes]);
        role.AcceptOnlyFromAmong([.. AccessTexts.RoleWords]);
    }

    protected override string Declined => "Nothing was changed.";

    protected override async Task<Deletion> PrepareAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (from, wanted) = (result.GetRequiredValue(holder), AccessTexts.FindRole(result.GetValue(role)));
        var workspace = await place.FindAsync(Context, result, cancellationToken);
        var present = await FindAsync(from, workspace, cancellationToken);
        var (what, whom) = present is null
            ? ("the role", from)
            : ($"the role {present.Role.Text()}", NamedHolder.Of(present).Text);
        var where = RolePlace.Text(workspace?.Name);
        RevokedRole? revoked = null;
        return new(
            MessageText.Of($"Take {what:raw} {where:raw} away from '{whom}'?"),
            async token => revoked = workspace is null
                ? await Context.Client.Roles.RevokeEverywhereAsync(from, wanted, token)
                : await Context.Client.Roles.RevokeAsync(from, wanted, workspace.Id, token),
            () => Describe(revoked!));
    }

    private static string Describe(RevokedRole revoked)
    {
        var (binding, holder) = (revoked.Binding, NamedHolder.Of(revoked.Binding));
        var where = RolePlace.Text(binding.WorkspaceName);
        string?[] lines =
        [
            MessageText.Of($"Took the role {binding.Role.Text()} {where:raw} away from '{holder.Text}'."),
            revoked.Remaining is { } remaining
                ? MessageText.Of($"'{holder.Text}' still has {RoleData.Describe(remaining, binding.Holder):raw}.")
                : null,
            revoked.LeavesNoOwner
                ? MessageText.Of(
                    $"The workspace '{binding.WorkspaceName}' has no owner now. Administrators can grant the role: zenml role grant owner "
                    + $"--to NAME {RolePlace.Arguments(binding.WorkspaceName):raw}")
                : null,
        ];
        return string.Join(Environment.NewLine, lines.OfType<string>());
    }

    /// <summary>Finds the role for the question; null if the holder is named in a way that only the server understands.</summary>
    private async Task<RoleBinding?> FindAsync(string from, Workspace? workspace, CancellationToken cancellationToken)
    {
        var list = await RolePlace.ListAsync(Context, workspace, cancellationToken);
        return list.Roles.FirstOrDefault(found => found.Workspace == workspace?.Id && NamedHolder.Of(found).Text == from);
    }
}
