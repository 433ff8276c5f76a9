using System.CommandLine;
using System.CommandLine.Completions;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Names for shell completion: never values, and nothing if the store does not answer quickly. Shells interpret the
/// names, and on a server other people choose them, so names with characters that are special to a shell are left out.
/// </summary>
internal static class NameSuggestions
{
    private const int MostNames = 100;

    /// <summary>
    /// Characters without a special meaning within a word. The scripts quote names for PowerShell, and handle the
    /// characters at which bash splits words.
    /// </summary>
    private const string Harmless = "_-./@+,:";

    /// <summary>Suggests names of secrets.</summary>
    public static void SuggestSecrets(this Argument argument, CliContext context) => argument.Suggest(
        context,
        async (client, query, token) => (await client.Secrets.ListPageAsync(query, token)).Items.Select(secret => secret.Name.Value));

    /// <summary>Suggests names of stacks.</summary>
    public static void SuggestStacks(this Argument argument, CliContext context) => argument.Suggest(
        context,
        async (client, query, token) => (await client.Stacks.ListPageAsync(query, token)).Items.Select(stack => stack.Name));

    /// <summary>Suggests names of components of one type.</summary>
    public static void SuggestComponents(this Argument argument, CliContext context, ComponentType type) => argument.Suggest(
        context,
        async (client, query, token) =>
        {
            var page = await client.Components.ListPageAsync(new ListQuery(query) { Type = type }, token);
            return page.Items.Select(component => component.Name);
        });

    private static void Suggest(
        this Argument argument, CliContext context, Func<ZenClient, ListQuery, CancellationToken, Task<IEnumerable<string>>> find)
    {
        // Without this name, help would list all suggestions.
        argument.HelpName = argument.Name;
        argument.CompletionSources.Add(
            completion => Find(context, find, completion.WordToComplete).Select(name => new CompletionItem(name)));
    }

    private static string[] Find(
        CliContext context, Func<ZenClient, ListQuery, CancellationToken, Task<IEnumerable<string>>> find, string word)
    {
        if (!IsHarmless(word) || !MayHaveStore(context))
        {
            return [];
        }

        using var limit = new CancellationTokenSource(context.Environment.CompletionLimit);
        try
        {
            var query = new ListQuery { SortBy = "asc:name", Size = MostNames };
            if (word.Length > 0)
            {
                query["name"] = $"startswith:{word}";
            }

            var found = Task.Run(() => find(context.Client, query, limit.Token)).WaitAsync(limit.Token).GetAwaiter().GetResult();
            var fitting = found.Where(name => name.StartsWith(word, StringComparison.Ordinal) && IsHarmless(name));
            return [.. fitting.Distinct(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is ZenException or OperationCanceledException)
        {
            return [];
        }
    }

    private static bool IsHarmless(string name) =>
        !name.StartsWith('-') && !VisibleText.HasHidden(name)
            && name.All(character => char.IsLetterOrDigit(character) || Harmless.Contains(character, StringComparison.Ordinal));

    /// <remarks>Pressing Tab must not create a store.</remarks>
    private static bool MayHaveStore(CliContext context) =>
        Directory.Exists(context.ClientOptions.GetConfigPath())
            || context.Environment.Variable(ZenClientOptions.ServerVariable) is not null;
}
