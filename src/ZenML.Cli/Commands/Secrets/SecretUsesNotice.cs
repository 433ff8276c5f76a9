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
    /// <param name="context">What every command is given.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="keys">Names only the uses of these keys, which are about to be removed; null for all uses.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Whether there are any.</returns>
    public static async Task<bool> SayAsync(
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
        if (usages.IsUsed)
        {
            Say(context, usages, ofRemovedKeys: keys is not null);
        }

        return usages.IsUsed;
    }

    /// <summary>Names uses that were found.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="usages">The uses.</param>
    /// <param name="ofRemovedKeys">Whether they are only those of keys that are about to be removed.</param>
    public static void Say(CliContext context, SecretUsages usages, bool ofRemovedKeys)
    {
        var what = ofRemovedKeys
            ? MessageText.Of($"These uses of the secret '{usages.Secret.Name}' need a key that is removed:")
            : MessageText.Of($"The secret '{usages.Secret.Name}' is used by:");
        List<string> lines = [what, .. Components(usages), .. Pipelines(usages)];
        if (usages.MeansOther)
        {
            lines.Add("For you, these references mean your own secret of that name. For other users, they mean this one.");
        }

        context.Writer.Say(string.Join(Environment.NewLine, lines));
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
