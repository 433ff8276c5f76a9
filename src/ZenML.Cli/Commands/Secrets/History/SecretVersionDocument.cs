using System.Globalization;
using ZenML.Cli.Output;
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
        new("VERSION", line => line.Version.ToString(CultureInfo.InvariantCulture)),
        new("CREATED", line => Optional.Cell(line.Created)),
        new("USER", line => line.User?.Name ?? "unknown"),
        new("CHANGE", Change),
        new("VALUES", line => line.State == SecretVersionState.NoValues ? "" : State(line)),
    ];

    /// <summary>One version.</summary>
    public static ConfigurationMap Of(SecretVersion line) => new()
    {
        ["version"] = line.Version,
        ["kind"] = Kind(line.Kind),
        ["created"] = Optional.Document(line.Created),
        ["user_id"] = Optional.Document(line.User?.Id.ToString()),
        ["user_name"] = Optional.Document(line.User?.Name),
        ["added"] = Names(line.Added),
        ["changed"] = line.IsCompared ? Names(line.Changed) : new ConfigurationNull(),
        ["removed"] = Names(line.Removed),
        ["omitted"] = line.Omitted,
        ["old_name"] = Optional.Document(line.Name?.From),
        ["new_name"] = Optional.Document(line.Name?.To),
        ["old_scope"] = Optional.Document(line.Scope is { } old ? SecretDocument.Text(old.From) : null),
        ["new_scope"] = Optional.Document(line.Scope is { } scope ? SecretDocument.Text(scope.To) : null),
        ["old_workspace"] = Optional.Document(line.Workspace?.From),
        ["new_workspace"] = Optional.Document(line.Workspace?.To),
        ["keep_versions"] = line.KeepVersions is { } kept ? kept : new ConfigurationNull(),
        ["details"] = Names(line.ChangedDetails),
        ["rolled_back_to"] = line.RolledBackTo is { } to ? to : new ConfigurationNull(),
        ["state"] = State(line),
        ["destroyed"] = Optional.Document(line.Destroyed),
    };

    /// <summary>What a version changed, in words: <c>added: port; changed: password</c>.</summary>
    public static string Change(SecretVersion line)
    {
        string?[] parts =
        [
            line.Kind switch
            {
                SecretVersionKind.Create => "created",
                SecretVersionKind.Delete => "deleted",
                SecretVersionKind.Undelete => "undeleted",
                _ => null,
            },
            line.RolledBackTo is { } to ? string.Create(CultureInfo.InvariantCulture, $"rolled back to version {to}") : null,
            Part("added", line.Added),
            Part("changed", line.Changed),
            Part("removed", line.Removed),
            line.Omitted > 0 ? string.Create(CultureInfo.InvariantCulture, $"{line.Omitted} more keys") : null,
            line.IsCompared ? null : "changed values: unknown",
            line.Name is { } name ? $"name: {name.From} -> {name.To}" : null,
            line.Workspace is { } workspace ? $"workspace: {workspace.From} -> {workspace.To}" : null,
            line.Scope is { } scope ? $"scope: {SecretDocument.Text(scope.From)} -> {SecretDocument.Text(scope.To)}" : null,
            Part("details", line.ChangedDetails),
            line.KeepVersions switch
            {
                null => null,
                0 => "versions to keep: the store's number",
                { } kept => string.Create(CultureInfo.InvariantCulture, $"versions to keep: {kept}"),
            },
        ];
        var text = string.Join("; ", parts.OfType<string>());
        return text.Length > 0 ? text : line.Kind == SecretVersionKind.Unknown ? "unknown" : "nothing";
    }

    private static string? Part(string word, IReadOnlyList<string> names) =>
        names.Count == 0 ? null : $"{word}: {string.Join(", ", names)}";

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

    private static string State(SecretVersion line) => line.State switch
    {
        SecretVersionState.Current => "current",
        SecretVersionState.Stored => "stored",
        SecretVersionState.Destroyed => "destroyed",
        _ => "no_values",
    };
}
