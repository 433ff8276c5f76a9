using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Says what an edit of a secret did, and refuses one that is probably a typo.</summary>
internal static class EditReport
{
    private const int MostNames = 20;

    /// <summary>Says what an edit did, and which new values logs show.</summary>
    /// <param name="context">The context of the command.</param>
    /// <param name="edited">What it did.</param>
    /// <param name="marked">The keys that the same command marks as not secret.</param>
    public static void Say(CliContext context, EditedSecret edited, IReadOnlyCollection<string> marked)
    {
        context.Writer.Say(Text(edited));
        string[] shown =
        [
            .. edited.Keys.Added.Concat(edited.Keys.Changed)
                .Intersect(edited.Secret.Details.PlainKeys, StringComparer.Ordinal).Except(marked, StringComparer.Ordinal),
        ];
        if (shown.Length > 0)
        {
            // Somebody else may have made the marks, and whoever writes a value has to know who will see it.
            context.Writer.Warn(MessageText.Of(
                $"Logs show what was set, because these keys are marked as not secret: {Text(shown):raw}. To mask it, use --no-plain."));
        }
    }

    /// <summary>What an edit did, in one sentence: <c>Updated the secret 's' (added: port; changed: password).</c></summary>
    public static string Text(EditedSecret edited)
    {
        var secret = edited.Secret;
        if (edited.IsNew)
        {
            return MessageText.Of($"Created the secret '{secret.Name}' in the {SecretDocument.Text(secret.Scope)} scope, with "
                + $"{Number.Of(secret.Keys.Count, "key")}.");
        }

        if (!edited.IsChanged)
        {
            return MessageText.Of($"The secret '{secret.Name}' has these values already: nothing changed.");
        }

        var keys = KeyChangesText.Of(edited.Keys, Text);
        return keys.Length == 0
            ? MessageText.Of($"Updated the secret '{secret.Name}'.")
            : MessageText.Of($"Updated the secret '{secret.Name}' ({keys:raw}).");
    }

    /// <summary>Makes sure that no new key is probably a typo of an existing one.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="present">The keys that it has and keeps.</param>
    /// <param name="set">The keys that are set.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static void EnsureMeant(string secret, IReadOnlyCollection<string> present, SecretValues set)
    {
        if (SimilarKeys.Find(present, set.Keys) is var (added, similar))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The secret '{secret}' has no key '{added}', but a similar one: '{similar}'. Nothing was changed. To add '{added}' as a "
                    + $"new key, use --add-key.");
        }
    }

    private static string Text(IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Take(MostNames).Select(name => MessageText.Of($"{name}")));
        return names.Count > MostNames ? MessageText.Of($"{shown:raw} and {names.Count - MostNames} more") : shown;
    }
}
