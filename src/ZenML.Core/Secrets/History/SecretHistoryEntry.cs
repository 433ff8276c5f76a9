using ZenML.Core.Accounts.Users;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.Secrets.History;

/// <summary>Makes the entry that a change adds to the history of a secret.</summary>
internal static class SecretHistoryEntry
{
    /// <summary>The most characters of key names in one entry, so that the entries of a secret cannot outgrow its values.</summary>
    public const int MaximumCharacters = 16_384;

    /// <summary>The entry of a change.</summary>
    /// <param name="caller">Who makes it.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="info">The metadata that is written.</param>
    /// <param name="before">The values before; null if there were none or they could not be read.</param>
    /// <param name="written">The values that are written; null if they stay.</param>
    public static SecretVersion Of(
        Caller caller, SecretDecision decision, SecretInfo info, SecretValues? before, SecretValues? written)
    {
        var old = decision.Before;
        var entry = new SecretVersion
        {
            Version = info.Version,
            Kind = old is null ? SecretVersionKind.Create
                : old.Deleted is not null ? SecretVersionKind.Undelete
                : info.Deleted is not null ? SecretVersionKind.Delete
                : decision.SourceVersion is null ? SecretVersionKind.Update : SecretVersionKind.Rollback,
            Created = info.Updated,
            User = new(caller.UserId, caller.Name),
            HasValues = written is not null,
            Name = old is null || old.Name == info.Name ? null : new(old.Name.Value, info.Name.Value),
            Scope = old is null || old.Scope == info.Scope ? null : new(old.Scope, info.Scope),
            Workspace = old is null || old.Workspace.Id == info.Workspace.Id ? null : new(old.Workspace.Name, info.Workspace.Name),
            KeepVersions = old?.KeepVersions == info.KeepVersions ? null : info.KeepVersions ?? 0,
            ChangedDetails = FindChangedDetails(old, info),
            RolledBackTo = decision.SourceVersion,
        };
        if (written is not null)
        {
            entry = before is null && old is not null
                ? WithNames(entry, CompareNames(old.Keys, written)) with { IsCompared = !old.Keys.Any(written.ContainsKey) }
                : WithNames(entry, SecretDiff.Compare(before ?? new SecretValues(), written, withValues: false));
        }

        return WithMarks(entry, old?.Details.PlainKeys ?? [], info.Details.PlainKeys, written?.Keys ?? info.Keys);
    }

    private static IReadOnlyList<string> FindChangedDetails(SecretInfo? old, SecretInfo info)
    {
        var changed = info.Details.FindChanges(old?.Details ?? SecretDetails.None);
        return (old?.IsRestricted ?? false) == info.IsRestricted ? changed
            : [.. changed, info.IsRestricted ? SecretVersion.Restricted : SecretVersion.Unrestricted];
    }

    private static SecretVersion WithMarks(
        SecretVersion entry, IReadOnlyList<string> before, IReadOnlyList<string> after, IEnumerable<string> keys)
    {
        var room = MaximumCharacters;
        string[] plain = [.. after.Except(before, StringComparer.Ordinal)];
        string[] secret = [.. before.Except(after, StringComparer.Ordinal).Intersect(keys, StringComparer.Ordinal)];
        string[] recorded = [.. plain.Concat(secret).TakeWhile(key => (room -= key.Length) >= 0)];
        return entry with
        {
            MarkedPlain = [.. recorded.Take(plain.Length)],
            MarkedSecret = [.. recorded.Skip(plain.Length)],
            Omitted = entry.Omitted + plain.Length + secret.Length - recorded.Length,
        };
    }

    private static IReadOnlyList<SecretDifference> CompareNames(IReadOnlyList<string> before, SecretValues after) =>
    [
        .. after.Keys.Except(before, StringComparer.Ordinal).Select(key => new SecretDifference(key, SecretDifferenceKind.Added)),
        .. before.Where(key => !after.ContainsKey(key)).Select(key => new SecretDifference(key, SecretDifferenceKind.Removed)),
    ];

    private static SecretVersion WithNames(SecretVersion entry, IReadOnlyList<SecretDifference> differences)
    {
        var room = MaximumCharacters;
        SecretDifference[] recorded = [.. differences.TakeWhile(difference => (room -= difference.Key.Length) >= 0)];
        var keys = KeyChanges.Of(recorded);
        return entry with
        {
            Added = keys.Added,
            Changed = keys.Changed,
            Removed = keys.Removed,
            Omitted = differences.Count - recorded.Length,
        };
    }
}
