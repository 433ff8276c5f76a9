using System.Globalization;
using ZenML.Cli.Output;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.History;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets.History;

/// <summary>
/// The history of a secret as data for programs and as a table. The names and their order are part of the compatibility promise.
/// </summary>
internal static class SecretVersionDocument
{
    /// <summary>The columns of the table.</summary>
    public static IReadOnlyList<ItemColumn<SecretVersion>> Columns { get; } =
    [
        new("VERSION", entry => entry.Version.ToString(CultureInfo.InvariantCulture)),
        new("CREATED", entry => Optional.Cell(entry.Created), IsTime: true),
        new("USER", entry => entry.User?.Name ?? "unknown"),
        new("CHANGE", Change),
        new("VALUES", entry => entry.State == SecretVersionState.NoValues ? "" : State(entry)),
    ];

    /// <summary>One version.</summary>
    public static ConfigurationMap Of(SecretVersion entry) => new()
    {
        ["version"] = entry.Version,
        ["kind"] = Kind(entry.Kind),
        ["created"] = Optional.Document(entry.Created),
        ["user_id"] = Optional.Document(entry.User?.Id.ToString()),
        ["user_name"] = Optional.Document(entry.User?.Name),
        ["added"] = Names(entry.Added),
        ["changed"] = entry.IsCompared ? Names(entry.Changed) : new ConfigurationNull(),
        ["removed"] = Names(entry.Removed),
        ["omitted"] = entry.Omitted,
        ["old_name"] = Optional.Document(entry.Name?.Before),
        ["new_name"] = Optional.Document(entry.Name?.After),
        ["old_scope"] = Optional.Document(entry.Scope is { } old ? SecretDocument.Text(old.Before) : null),
        ["new_scope"] = Optional.Document(entry.Scope is { } scope ? SecretDocument.Text(scope.After) : null),
        ["old_workspace"] = Optional.Document(entry.Workspace?.Before),
        ["new_workspace"] = Optional.Document(entry.Workspace?.After),
        ["keep_versions"] = entry.KeepVersions is { } kept ? kept : new ConfigurationNull(),
        ["details"] = Names(entry.ChangedDetails),
        ["marked_plain"] = Names(entry.MarkedPlain),
        ["marked_secret"] = Names(entry.MarkedSecret),
        ["rolled_back_to"] = entry.RolledBackTo is { } to ? to : new ConfigurationNull(),
        ["state"] = State(entry),
        ["destroyed"] = Optional.Document(entry.Destroyed),
    };

    /// <summary>What a version changed, in words: <c>added: port; changed: password</c>.</summary>
    public static string Change(SecretVersion entry)
    {
        string?[] parts =
        [
            entry.Kind switch
            {
                SecretVersionKind.Create => "created",
                SecretVersionKind.Delete => "deleted",
                SecretVersionKind.Undelete => "undeleted",
                _ => null,
            },
            entry.RolledBackTo is { } to ? string.Create(CultureInfo.InvariantCulture, $"rolled back to version {to}") : null,
            .. KeyChangesText.Parts(new KeyChanges(entry.Added, entry.Changed, entry.Removed), Join),
            entry.Omitted > 0 ? string.Create(CultureInfo.InvariantCulture, $"{entry.Omitted} more keys") : null,
            entry.IsCompared ? null : "changed values: unknown",
            entry.Name is { } name ? $"name: {name.Before} -> {name.After}" : null,
            entry.Workspace is { } workspace ? $"workspace: {workspace.Before} -> {workspace.After}" : null,
            entry.Scope is { } scope ? $"scope: {SecretDocument.Text(scope.Before)} -> {SecretDocument.Text(scope.After)}" : null,
            entry.ChangedDetails.FirstOrDefault(IsRestriction),
            .. KeyChangesText.MarkParts(entry.MarkedPlain, entry.MarkedSecret, Join),
            OtherDetails(entry) is { Count: > 0 } details ? $"details: {Join(details)}" : null,
            entry.KeepVersions switch
            {
                null => null,
                0 => "versions to keep: the store's number",
                { } kept => string.Create(CultureInfo.InvariantCulture, $"versions to keep: {kept}"),
            },
        ];
        var text = string.Join(KeyChangesText.Separator, parts.OfType<string>());
        return text.Length > 0 ? text : entry.Kind == SecretVersionKind.Unknown ? "unknown" : "nothing";
    }

    /// <remarks>The keys that were marked say more than the word, and a mark that was lost with its key says nothing new.</remarks>
    private static IReadOnlyList<string> OtherDetails(SecretVersion entry)
    {
        var saysMarks = entry.MarkedPlain.Count + entry.MarkedSecret.Count + entry.Removed.Count > 0;
        return [.. entry.ChangedDetails.Where(detail => !IsRestriction(detail) && !(saysMarks && detail == SecretDetails.PlainWord))];
    }

    private static bool IsRestriction(string detail) => detail is SecretVersion.Restricted or SecretVersion.Unrestricted;

    private static string Join(IReadOnlyList<string> names) => KeyList.Shorten(names, names.Count);

    private static ConfigurationList Names(IReadOnlyList<string> names) =>
        new(names.Select(name => (ConfigurationValue)name));

    private static string Kind(SecretVersionKind kind) => kind switch
    {
        SecretVersionKind.Create => "create",
        SecretVersionKind.Update => "update",
        SecretVersionKind.Rollback => "rollback",
        SecretVersionKind.Delete => "delete",
        SecretVersionKind.Undelete => "undelete",
        _ => "unknown",
    };

    private static string State(SecretVersion entry) => entry.State switch
    {
        SecretVersionState.Current => "current",
        SecretVersionState.Stored => "stored",
        SecretVersionState.Destroyed => "destroyed",
        _ => "no_values",
    };
}
