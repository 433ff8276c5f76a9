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

    private static SecretVersionResource ToWire(SecretVersion line) => new()
    {
        Version = line.Version,
        Kind = WireWords.SecretVersionKinds.Of(line.Kind),
        Created = line.Created,
        UserId = line.User?.Id.Value,
        UserName = line.User?.Name,
        Added = line.Added,
        Changed = line.Changed,
        Removed = line.Removed,
        Omitted = line.Omitted,
        Compared = line.IsCompared,
        HasValues = line.HasValues,
        OldName = line.Name?.From,
        NewName = line.Name?.To,
        OldScope = line.Scope is { } old ? WireWords.Scopes.Of(old.From) : null,
        NewScope = line.Scope is { } scope ? WireWords.Scopes.Of(scope.To) : null,
        OldWorkspace = line.Workspace?.From,
        NewWorkspace = line.Workspace?.To,
        KeepVersions = line.KeepVersions,
        Details = line.ChangedDetails,
        RolledBackTo = line.RolledBackTo,
        State = WireWords.SecretVersionStates.Of(line.State),
        Destroyed = line.Destroyed,
    };
}
