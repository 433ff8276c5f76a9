using ZenML.Core.Errors;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Names what uses a secret before a command breaks references to it.</summary>
internal static class SecretUsesNotice
{
    /// <summary>How many components, and how many pipelines, are named.</summary>
    private const int Shown = 10;

    /// <summary>Names what uses a secret, before a question or a change.</summary>
    /// <returns>Whether anything does.</returns>
    public static Task<bool> SayAsync(CliContext context, SecretInfo secret, CancellationToken cancellationToken) =>
        SayAsync(context, secret, keys: null, cancellationToken);

    /// <summary>Names what will no longer find a secret under its name, and asks on a terminal.</summary>
    /// <returns>Whether to go on.</returns>
    public static async Task<bool> ConfirmRenameAsync(
        CliContext context, SecretInfo secret, bool yes, CancellationToken cancellationToken) =>
        !await SayAsync(context, secret, keys: null, cancellationToken)
        || Confirm(context, MessageText.Of($"These references keep the name '{secret.Name}'. Rename the secret?"), yes);

    /// <summary>Names what uses the keys that are about to be removed, and asks on a terminal.</summary>
    /// <returns>Whether to go on.</returns>
    public static async Task<bool> ConfirmRemovalAsync(
        CliContext context, SecretInfo secret, IReadOnlyCollection<string> keys, bool yes, CancellationToken cancellationToken) =>
        keys.Count == 0
        || !await SayAsync(context, secret, keys, cancellationToken)
        || Confirm(context, $"Remove {(keys.Count == 1 ? "the key" : "the keys")}?", yes);

    /// <remarks>Scripts from before there was a question have no terminal and go on.</remarks>
    private static bool Confirm(CliContext context, string question, bool yes)
    {
        if (yes || !context.Environment.Terminal.CanAsk || context.Prompt.Confirm(question))
        {
            return true;
        }

        context.Writer.Say("Nothing was changed.");
        return false;
    }

    private static async Task<bool> SayAsync(
        CliContext context, SecretInfo secret, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken)
    {
        SecretUsages usages;
        try
        {
            usages = await context.Client.SecretUsages.FindAsync(secret.Id.ToString(), null, LookupMode.Exact, cancellationToken);
        }
        catch (ZenException exception)
        {
            // The change itself may still work, and must not become harder than before.
            context.Writer.Warn(
                $"What uses the secret '{secret.Name}' could not be found out: {Sentence.End(exception.Message):raw}");
            return false;
        }

        usages = keys is null ? usages : usages.OfKeys(keys);
        if (!usages.IsUsed)
        {
            return false;
        }

        var what = keys is null
            ? MessageText.Of($"The secret '{secret.Name}' is used by:")
            : MessageText.Of($"These uses of the secret '{secret.Name}' need a key that is removed:");
        List<string> lines = [what, .. Components(usages), .. Pipelines(usages)];
        if (usages.MeansOther)
        {
            lines.Add("For you, these references mean your own secret of that name. For other users, they mean this one.");
        }

        context.Writer.Say(string.Join(Environment.NewLine, lines));
        return true;
    }

    private static IEnumerable<string> Components(SecretUsages usages)
    {
        var components = usages.Components.GroupBy(use => use.Component).ToArray();
        foreach (var uses in components.Take(Shown))
        {
            var use = uses.First();
            var attributes = MessageText.Of($"{string.Join(", ", uses.Select(each => each.Attribute))}");
            yield return MessageText.Of($"  {use.Type.Words()} '{use.Name}' ({attributes:raw}){Stacks(use.Stacks):raw}");
        }

        if (components.Length > Shown)
        {
            yield return $"  {Number.Of(components.Length - Shown, "other component")}";
        }
    }

    private static string Stacks(IReadOnlyList<string> stacks) => stacks.Count switch
    {
        0 => "",
        1 => MessageText.Of($", in the stack '{stacks[0]}'"),
        <= Shown => $", in the stacks {Sentence.Join([.. stacks.Select(Quote)])}",
        _ => $", in the stacks {Sentence.Join([.. stacks.Take(Shown).Select(Quote), $"{stacks.Count - Shown} more"])}",
    };

    private static string Quote(string name) => MessageText.Of($"'{name}'");

    private static IEnumerable<string> Pipelines(SecretUsages usages)
    {
        var pipelines = usages.Pipelines.GroupBy(use => use.Pipeline, StringComparer.Ordinal).ToArray();
        foreach (var uses in pipelines.Take(Shown))
        {
            var latest = uses.MaxBy(use => use.Latest)!;
            yield return MessageText.Of(
                $"  pipeline '{uses.Key}' ({string.Join(", ", uses.Select(use => use.Attribute))}), last in the run '{latest.LatestRun}'");
        }

        if (pipelines.Length > Shown)
        {
            yield return $"  {Number.Of(pipelines.Length - Shown, "other pipeline")}";
        }
    }
}
