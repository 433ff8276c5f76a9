using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Edits;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>The text of a secret for an editor, and what an edited text changes.</summary>
/// <param name="Original">The secret that the text was made of.</param>
/// <param name="Text">The text. It contains the values.</param>
internal sealed record SecretDraft(Secret Original, string Text)
{
    /// <summary>The text of a secret as it is.</summary>
    public static SecretDraft Of(Secret secret) => new(secret, Header(secret, []) + SecretValuesDocument.WriteYaml(secret.Values));

    /// <summary>What an edited text changes.</summary>
    public SecretUpdate Compare(SecretValues edited)
    {
        var keys = KeyChanges.Between(Original.Values, edited);
        return new SecretUpdate
        {
            Set = Pick(edited, keys),
            Remove = keys.Removed,
            RequireRemoved = false,
            IfVersion = Original.Info.Version == 0 ? null : Original.Info.Version,
        };
    }

    /// <summary>The same changes over a newer state of the secret.</summary>
    /// <param name="now">The secret as it is now.</param>
    /// <param name="edited">The values of the edited text.</param>
    public SecretDraft Rebase(Secret now, SecretValues edited)
    {
        var mine = KeyChanges.Between(Original.Values, edited);
        var theirs = KeyChanges.Between(Original.Values, now.Values);
        var merged = new SecretValues(now.Values);
        foreach (var (key, value) in Pick(edited, mine))
        {
            merged[key] = value;
        }

        foreach (var key in mine.Removed)
        {
            merged.Remove(key);
        }

        var both = Names(mine).Intersect(Names(theirs), StringComparer.Ordinal).ToArray();
        return new SecretDraft(now, Header(now, both) + SecretValuesDocument.WriteYaml(merged));
    }

    private static IEnumerable<string> Names(KeyChanges keys) => keys.Added.Concat(keys.Changed).Concat(keys.Removed);

    private static SecretValues Pick(SecretValues edited, KeyChanges keys) =>
        new(keys.Added.Concat(keys.Changed).Select(key => KeyValuePair.Create(key, edited[key])));

    /// <remarks>Names cannot break out of the comment: a message escapes line breaks.</remarks>
    private static string Header(Secret secret, string[] changedByBoth)
    {
        var place = SecretDocument.Text(secret.Info.Scope);
        var conflict = changedByBoth.Length == 0
            ? ""
            : MessageText.Of($"# Others changed these keys too: {string.Join(", ", changedByBoth)}. What you wrote is below.\n");
        return MessageText.Of(
            $"# The secret '{secret.Name}' in the {place} scope. Save and close to apply your changes; close without saving to keep it.\n")
            + conflict;
    }
}
