using ZenML.Core.Secrets.History;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Secrets;

/// <summary>Converts the history of secrets to its wire form.</summary>
internal static class SecretHistoryWire
{
    /// <summary>Converts a page of a history.</summary>
    public static SecretHistoryResource ToWire(this SecretHistory history, NamedLoader named) => new()
    {
        Secret = history.Secret.ToInfo(named, hydrate: true),
        Versions = [.. history.Versions.Select(ToWire)],
        Next = history.Next,
    };

    /// <summary>Converts a rollback.</summary>
    public static SecretRollbackResource ToWire(this SecretRollback rollback, NamedLoader named) => new()
    {
        Secret = rollback.Secret.ToInfo(named, hydrate: true),
        Version = ToWire(rollback.Version),
        Replaced = rollback.Replaced,
    };

    /// <summary>Converts a comparison, with values if it has them.</summary>
    public static SecretDiffResource ToWire(this SecretDiff diff) => new(
        diff.Secret.Value,
        diff.From,
        diff.To,
        [
            .. diff.Keys.Select(key => new SecretDifferenceResource(key.Key, WireWords.SecretDifferenceKinds.Of(key.Kind))
            {
                Before = key.Before?.Reveal(),
                After = key.After?.Reveal(),
            }),
        ]);

    private static SecretVersionResource ToWire(SecretVersion entry) => new()
    {
        Version = entry.Version,
        Kind = WireWords.SecretVersionKinds.Of(entry.Kind),
        Created = entry.Created,
        UserId = entry.User?.Id.Value,
        UserName = entry.User?.Name,
        Added = entry.Added,
        Changed = entry.Changed,
        Removed = entry.Removed,
        Omitted = entry.Omitted,
        Compared = entry.IsCompared,
        HasValues = entry.HasValues,
        OldName = entry.Name?.Before,
        NewName = entry.Name?.After,
        OldScope = entry.Scope is { } old ? WireWords.Scopes.Of(old.Before) : null,
        NewScope = entry.Scope is { } scope ? WireWords.Scopes.Of(scope.After) : null,
        OldWorkspace = entry.Workspace?.Before,
        NewWorkspace = entry.Workspace?.After,
        KeepVersions = entry.KeepVersions,
        Details = entry.ChangedDetails,
        MarkedPlain = entry.MarkedPlain,
        MarkedSecret = entry.MarkedSecret,
        RolledBackTo = entry.RolledBackTo,
        State = WireWords.SecretVersionStates.Of(entry.State),
        Destroyed = entry.Destroyed,
    };
}
