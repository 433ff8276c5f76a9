using System.Text;
using System.Text.RegularExpressions;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Architecture.Tests;

/// <summary>
/// The tables of <c>docs/access.md</c>, made from the code that decides. After a deliberate change, run this once with
/// <c>ZENML_UPDATE_GOLDENS=1</c> and review the difference.
/// </summary>
public sealed partial class AccessTablesTests
{
    private static readonly Role?[] Roles = [null, .. Enum.GetValues<Role>().Select(role => (Role?)role)];

    private static readonly (string Operation, SecretRights Right)[] Operations =
    [
        ("see its name, keys, details and history; check references to it", SecretRights.Describe),
        ("read its values, those of earlier versions too; resolve references to it", SecretRights.Read),
        ("change its values and details; roll it back", SecretRights.Write),
        ("rename, move, share, restrict, delete, undelete or purge it", SecretRights.Administer),
    ];

    private static string Page { get; } = Path.GetFullPath(Path.Combine(SourceFile.SourceFolder(), "..", "docs", "access.md"));

    [Fact]
    public void The_page_on_access_has_the_tables_that_the_code_decides_by()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var expected = Table().Replace(page, match =>
            $"<!-- {match.Groups["name"].Value} -->\n\n{Make(match.Groups["name"].Value)}\n<!-- end -->");
        if (Environment.GetEnvironmentVariable("ZENML_UPDATE_GOLDENS") == "1")
        {
            File.WriteAllText(Page, expected);
            return;
        }

        Assert.Equal(4, Table().Count(page));
        Assert.Equal(expected, page);
    }

    private static string Make(string name) => name switch
    {
        "changes" => MakeChanges(),
        "workspace secrets" => MakeSecrets(isRestricted: false),
        "restricted secrets" => MakeSecrets(isRestricted: true),
        _ => MakeGrants(),
    };

    private static string MakeChanges()
    {
        var table = new StringBuilder("| What | create | change | delete |\n|---|---|---|---|\n");
        foreach (var same in RequiredRole.All.GroupBy(entry => entry.Value))
        {
            var what = string.Join(", ", same.Select(entry => entry.Key.Replace('_', ' ')));
            table.Append($"| {what} | {Word(same.Key.Create)} | {Word(same.Key.Update)} | {Word(same.Key.Delete)} |\n");
        }

        return table.ToString();
    }

    private static string MakeSecrets(bool isRestricted)
    {
        var workspace = new ResourceReference<Workspace>(Id<Workspace>.New(), "w");
        var creator = new ResourceReference<User>(Id<User>.New(), "creator");
        return MakeTable(
            [
                .. Roles.Select(role => (role is { } has ? Word(has) : "no role", Of(Id<User>.New(), role, SecretScope.Workspace))),
                isRestricted
                    ? ("its creator, as an editor", Of(creator.Id, Role.Editor, SecretScope.Workspace))
                    : ("your own private one, from runner on", Of(creator.Id, Role.Runner, SecretScope.User)),
            ]);

        SecretRights Of(Id<User> account, Role? role, SecretScope scope) => SecretAccess.Of(
            new Caller(account, "caller", IsAdmin: false)
            {
                Access = new CallerAccess
                {
                    InWorkspaces = role is { } has ? new Dictionary<Id<Workspace>, Role> { [workspace.Id] = has } : [],
                },
            },
            new SecretInfo
            {
                Id = Id<Secret>.New(),
                Name = SecretName.Parse("s"),
                Scope = scope,
                Workspace = workspace,
                User = creator,
                Created = DateTimeOffset.UnixEpoch,
                Updated = DateTimeOffset.UnixEpoch,
                Version = 1,
                ValuesVersion = 1,
                Keys = [],
                IsRestricted = isRestricted,
            },
            DateTimeOffset.UnixEpoch);
    }

    private static string MakeGrants() => MakeTable(
        [.. Enum.GetValues<SecretRight>().Select(right => (right.ToString().ToLowerInvariant(), SecretAccess.ByGrant(right)))]);

    private static string MakeTable(IReadOnlyList<(string Who, SecretRights Rights)> columns)
    {
        var table = new StringBuilder($"| What | {string.Join(" | ", columns.Select(column => column.Who))} |\n|---");
        table.Append(string.Concat(columns.Select(_ => "|---"))).Append("|\n");
        foreach (var (operation, right) in Operations)
        {
            table.Append($"| {operation} | {string.Join(" | ", columns.Select(column => column.Rights.HasFlag(right) ? "yes" : ""))} |\n");
        }

        return table.ToString();
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    [GeneratedRegex("<!-- (?<name>changes|workspace secrets|restricted secrets|grants) -->.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Table();
}
