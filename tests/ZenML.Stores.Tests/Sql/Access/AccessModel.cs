using ZenML.Core.Access;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Tests.Sql.Access;

/// <summary>The rules about secrets once more, as a reader of the documentation would write them down.</summary>
internal sealed class AccessModel(AccessPlan plan)
{
    /// <summary>What an account can do with a secret: d(escribe), r(ead), w(rite), a(dminister).</summary>
    public string Of(int account, int secret)
    {
        var (limits, it, role) = (plan.Limits[account], plan.Secrets[secret], RoleIn(account, plan.Secrets[secret].Workspace));
        if (limits.Secrets?[secret] == false || (limits.Workspace is { } only && only != it.Workspace))
        {
            return "";
        }

        var (isOwn, given) = (it.Owner == account, "");
        given += it.Scope == SecretScope.User
            ? !isOwn || role == 0 ? "" : role == 1 ? "d" : "drwa"
            : !it.IsRestricted || (isOwn && role >= 3)
                ? role switch { 0 => "", 1 => "d", 2 => "dr", _ => "drwa" }
                : role switch { 0 => "", 4 => "da", _ => "d" };
        foreach (var grant in plan.Grants.Where(grant =>
            grant.Secret == secret && grant.End != AccessPlan.GrantEnd.Past && Holds(account, grant.Holder)))
        {
            var most = limits.Role switch { Role.Viewer => 1, Role.Runner => 2, _ => 3 };
            given += "drw"[..Math.Min((int)grant.Right, most)];
        }

        return given;
    }

    /// <summary>The role of an account in a workspace, from 0 for none to 4 for an owner.</summary>
    public int RoleIn(int account, int workspace)
    {
        var limits = plan.Limits[account];
        return limits.Workspace is { } only && only != workspace ? 0 : Math.Min(
            (int)(limits.Role ?? Role.Owner),
            plan.Roles
                .Where(role => Holds(account, role.Holder) && (role.Workspace == workspace || role.Workspace == AccessPlan.Workspaces))
                .Select(role => (int)role.Role).DefaultIfEmpty(0).Max());
    }

    /// <summary>The name by which an account refers to a secret.</summary>
    public string NameFor(int account, int secret)
    {
        var it = plan.Secrets[secret];
        return it.Scope == SecretScope.User && it.Owner != account ? $"{AccessPlan.Accounts[it.Owner]}/{it.Name}" : it.Name;
    }

    /// <summary>The secrets that a name means for an account: one, none, or several that are shared under the same name.</summary>
    public int[] Choose(int account, int workspace, string name)
    {
        int[] named =
        [
            .. Enumerable.Range(0, plan.Secrets.Length).Where(secret =>
                plan.Secrets[secret].Workspace == workspace && !plan.Secrets[secret].IsDeleted
                && Of(account, secret).Contains('d') && NameFor(account, secret) == name),
        ];
        return
            named.Where(secret => plan.Secrets[secret] is { Scope: SecretScope.User } it && it.Owner == account).ToArray() is [var own]
                ? [own]
            : named.Where(secret => plan.Secrets[secret].Scope == SecretScope.Workspace).ToArray() is [var open] ? [open]
            : named;
    }

    private bool Holds(int account, int holder) =>
        holder == account || (holder >= AccessPlan.Accounts.Length && plan.Members[holder - AccessPlan.Accounts.Length][account]);
}
