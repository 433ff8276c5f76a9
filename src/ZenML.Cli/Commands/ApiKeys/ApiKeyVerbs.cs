using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.ServiceAccounts;

namespace ZenML.Cli.Commands.ApiKeys;

/// <summary>The group <c>service-account api-key</c>.</summary>
internal static class ApiKeyVerbs
{
    private const string Name = "api-key";

    public static Verb Group { get; } = Verb.Group(Name, "Manage the API keys of service accounts.", "zenml "
        + "service-account api-key rotate ci default --out-file key.txt",
    [
        new("create", "Create an API key.", context => new ApiKeyCreateCommand(context)),
        new("list", "List the API keys of a service account.", context => new ApiKeyListCommand(context)),
        new("describe", "Show the details of an API key, without the key itself.", context => new ApiKeyDescribeCommand(context)),
        new("update", "Change an API key.", context => new ApiKeyUpdateCommand(context)),
        new("rotate", "Replace an API key.", context => new ApiKeyRotateCommand(context)),
        new("delete", "Delete an API key.", context => new ApiKeyDeleteCommand(context)),
    ]);

    /// <summary>
    /// Moves the verb before the service account. ZenML has it after: <c>service-account api-key ci create build</c>.
    /// Both orders are accepted.
    /// </summary>
    public static IReadOnlyList<string> VerbFirst(IReadOnlyList<string> words)
    {
        int[] places = [.. Enumerable.Range(0, words.Count).Where(place => !words[place].StartsWith('-')).Take(4)];
        if (places is not [var noun, var group, var account, var verb]
            || words[noun] != ServiceAccountNoun.Name || words[group] != Name || IsVerb(words[account]) || !IsVerb(words[verb]))
        {
            return words;
        }

        var changed = words.ToArray();
        (changed[account], changed[verb]) = (changed[verb], changed[account]);
        return changed;
    }

    private static bool IsVerb(string word) => Group.Children.Any(verb => CommandAliases.IsName(word, verb.Name));
}
