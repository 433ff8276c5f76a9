using ZenML.Core.Errors;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Says what an edit of a secret did.</summary>
internal static class EditReport
{
    /// <summary>Says what an edit did, and which values logs show.</summary>
    /// <param name="context">The context of the command.</param>
    /// <param name="edited">What it did.</param>
    /// <param name="noted">What the command notes about the secret; null for nothing.</param>
    /// <param name="setsValues">Whether the command sets or removes keys.</param>
    public static void Say(CliContext context, EditedSecret edited, SecretDetailsUpdate? noted, bool setsValues)
    {
        context.Writer.Say(Text(edited, noted, setsValues));
        string[] shown =
        [
            .. edited.Keys.Added.Concat(edited.Keys.Changed)
                .Intersect(edited.Secret.Details.PlainKeys, StringComparer.Ordinal)
                .Except(noted?.MarkPlain ?? [], StringComparer.Ordinal),
        ];
        if (shown.Length > 0)
        {
            // Somebody else may have made the marks, and whoever writes a value has to know who will see it.
            context.Writer.Warn(MessageText.Of(
                $"Logs show what was set, because these keys are marked as not secret: {Text(shown):raw}. To mask it, use --no-plain."));
        }

        PlainKeyWarning.Say(context, noted);
    }

    /// <summary>Says that a command changed nothing, and why.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="noted">What the command notes about it; null for nothing.</param>
    /// <param name="setsValues">Whether the command sets or removes keys.</param>
    public static string Unchanged(string secret, SecretDetailsUpdate? noted, bool setsValues)
    {
        var marks = noted is null ? "" : string.Join(KeyChangesText.Separator, MarkedAlready(noted));
        return setsValues ? MessageText.Of($"The secret '{secret}' has these values already: nothing changed.")
            : marks.Length > 0 ? MessageText.Of($"Nothing changed in the secret '{secret}' ({marks:raw}).")
            : MessageText.Of($"Nothing changed in the secret '{secret}'.");
    }

    /// <summary>What an edit did, in one sentence: <c>Updated the secret 's' (added: port; changed: password).</c></summary>
    private static string Text(EditedSecret edited, SecretDetailsUpdate? noted, bool setsValues)
    {
        var secret = edited.Secret;
        if (edited.IsNew)
        {
            return MessageText.Of($"Created the secret '{secret.Name}' in the {SecretDocument.Text(secret.Scope)} scope, with "
                + $"{Number.Of(secret.Keys.Count, "key")}.");
        }

        if (!edited.IsChanged)
        {
            return Unchanged(secret.ReferenceName, noted, setsValues);
        }

        var changes = string.Join(
            KeyChangesText.Separator,
            [
                .. KeyChangesText.Parts(edited.Keys, Text),
                .. KeyChangesText.MarkParts(Once(noted?.MarkPlain), Once(noted?.MarkSecret), Text),
            ]);
        return changes.Length == 0
            ? MessageText.Of($"Updated the secret '{secret.Name}'.")
            : MessageText.Of($"Updated the secret '{secret.Name}' ({changes:raw}).");
    }

    private static IEnumerable<string> MarkedAlready(SecretDetailsUpdate noted)
    {
        (string State, IReadOnlyList<string> Keys)[] parts =
            [("plain already", Once(noted.MarkPlain)), ("secret already", Once(noted.MarkSecret))];
        return parts.Where(part => part.Keys.Count > 0).Select(part => $"{part.State}: {Text(part.Keys)}");
    }

    private static IReadOnlyList<string> Once(IReadOnlyCollection<string>? keys) => [.. (keys ?? []).Distinct(StringComparer.Ordinal)];

    private static string Text(IReadOnlyList<string> names) =>
        KeyList.Shorten([.. names.Take(KeyList.Most + 1).Select(name => MessageText.Of($"{name}"))], names.Count);
}
