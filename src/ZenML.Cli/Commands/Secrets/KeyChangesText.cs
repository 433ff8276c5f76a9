using ZenML.Core.Secrets.Edits;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Key names that were added, changed and removed, in words: <c>added: port; changed: password</c>.</summary>
internal static class KeyChangesText
{
    /// <summary>Separates the parts.</summary>
    public const string Separator = "; ";

    /// <summary>Returns a part for each kind of change that there is.</summary>
    /// <param name="keys">The changes.</param>
    /// <param name="join">Writes names, escaped as the text needs it that they go into.</param>
    public static IEnumerable<string> Parts(KeyChanges keys, Func<IReadOnlyList<string>, string> join)
    {
        (string Verb, IReadOnlyList<string> Names)[] parts =
            [("added", keys.Added), ("changed", keys.Changed), ("removed", keys.Removed)];
        return parts.Where(part => part.Names.Count > 0).Select(part => $"{part.Verb}: {join(part.Names)}");
    }

    /// <summary>Returns a part for each kind of change of marks: <c>plain now: user</c>, <c>secret again: host</c>.</summary>
    /// <param name="plain">The keys that are marked as not secret.</param>
    /// <param name="secret">The keys that are secret again.</param>
    /// <param name="join">Writes names, escaped as the text needs it that they go into.</param>
    public static IEnumerable<string> MarkParts(
        IReadOnlyList<string> plain, IReadOnlyList<string> secret, Func<IReadOnlyList<string>, string> join)
    {
        (string State, IReadOnlyList<string> Names)[] parts = [("plain now", plain), ("secret again", secret)];
        return parts.Where(part => part.Names.Count > 0).Select(part => $"{part.State}: {join(part.Names)}");
    }

    /// <summary>Returns all parts in one text.</summary>
    /// <inheritdoc cref="Parts"/>
    public static string Of(KeyChanges keys, Func<IReadOnlyList<string>, string> join) => string.Join(Separator, Parts(keys, join));
}
