using ZenML.Core.Text;

namespace ZenML.Cli.CommandLine;

/// <summary>Finds the command that a word was probably meant for, in any group: a synonym, or the nearest by spelling.</summary>
internal static class CommandSynonyms
{
    private const int Most = 2;

    /// <summary>Words of other programs, each with the commands here that do it, the best first. A group shows those that it has.</summary>
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ls"] = ["list"],
        ["all"] = ["list"],
        ["search"] = ["list"],
        ["find"] = ["list"],
        ["show"] = ["describe", "get"],
        ["view"] = ["describe", "get"],
        ["cat"] = ["get", "describe"],
        ["read"] = ["get", "describe"],
        ["print"] = ["get"],
        ["value"] = ["get"],
        ["info"] = ["describe", "status"],
        ["inspect"] = ["describe"],
        ["keys"] = ["describe"],
        ["add"] = ["create", "register", "grant"],
        ["new"] = ["create", "register"],
        ["make"] = ["create", "register"],
        ["insert"] = ["create", "register"],
        ["put"] = ["set", "update"],
        ["write"] = ["set", "update"],
        ["save"] = ["set", "update"],
        ["upsert"] = ["set"],
        ["apply"] = ["set", "import"],
        ["create"] = ["register"],
        ["register"] = ["create"],
        ["change"] = ["update", "edit"],
        ["modify"] = ["update", "edit"],
        ["patch"] = ["update"],
        ["edit"] = ["update"],
        ["rm"] = ["delete"],
        ["del"] = ["delete"],
        ["remove"] = ["delete", "revoke"],
        ["drop"] = ["delete"],
        ["unregister"] = ["delete"],
        ["mv"] = ["move", "rename"],
        ["cp"] = ["copy"],
        ["clone"] = ["copy"],
        ["duplicate"] = ["copy"],
        ["rename-key"] = ["edit"],
        ["rename-keys"] = ["edit"],
        ["remove-key"] = ["update"],
        ["remove-keys"] = ["update"],
        ["log"] = ["history"],
        ["logs"] = ["history"],
        ["versions"] = ["history"],
        ["compare"] = ["diff"],
        ["revert"] = ["rollback"],
        ["undo"] = ["rollback", "undelete"],
        ["restore"] = ["backup restore", "secret undelete", "undelete", "rollback"],
        ["recover"] = ["undelete"],
        ["usage"] = ["usages"],
        ["uses"] = ["usages"],
        ["used-by"] = ["usages"],
        ["references"] = ["usages"],
        ["grant"] = ["share"],
        ["permissions"] = ["access"],
        ["join"] = ["add"],
        ["leave"] = ["remove"],
        ["load"] = ["import"],
        ["upload"] = ["import"],
        ["dump"] = ["export"],
        ["download"] = ["export"],
        ["use"] = ["set"],
        ["switch"] = ["set"],
        ["activate"] = ["set"],
        ["select"] = ["set"],
        ["active"] = ["get", "describe"],
        ["check"] = ["validate"],
        ["verify"] = ["validate", "check"],
        ["regenerate"] = ["rotate"],
        ["signin"] = ["connect"],
        ["signout"] = ["disconnect"],
        ["me"] = ["whoami"],
        ["start"] = ["up"],
        ["stop"] = ["down"],
        ["server"] = ["serve", "up"],
        ["exec"] = ["run"],
        ["env"] = ["run"],
        ["template"] = ["inject"],
        ["render"] = ["inject"],
        ["config"] = ["status"],
        ["completions"] = ["completion"],
    };

    /// <summary>Commands of groups that the words of the root lead to.</summary>
    public static readonly IReadOnlyList<string> InGroups = [.. Commands.Where(command => command.Contains(' ', StringComparison.Ordinal))];

    /// <summary>All commands that some word leads to.</summary>
    public static IEnumerable<string> Commands => Words.Values.SelectMany(commands => commands).Distinct(StringComparer.Ordinal);

    /// <summary>Returns the commands of a group that a word was probably meant for, the best first; empty if there is none.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="commands">The commands of the group.</param>
    public static IReadOnlyList<string> Find(string word, IReadOnlyCollection<string> commands)
    {
        var meant = Words.GetValueOrDefault(word)?.Where(commands.Contains).Take(Most).ToArray() ?? [];
        if (meant.Length > 0)
        {
            return meant;
        }

        var nearest = NearestName.Find(word.ToLowerInvariant(), commands)
            ?? commands.FirstOrDefault(command => word.StartsWith(command + "-", StringComparison.OrdinalIgnoreCase));
        return nearest is null ? [] : [nearest];
    }
}
