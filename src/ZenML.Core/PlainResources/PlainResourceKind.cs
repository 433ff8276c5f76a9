using ZenML.Core.Querying;

namespace ZenML.Core.PlainResources;

/// <summary>
/// Describes one kind of plain resources. Requests, responses, filters, statements and the audit log follow from it.
/// </summary>
public sealed record PlainResourceKind
{
    /// <summary>The word in the audit log and in parts of paths: <c>code_repository</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The noun in messages: <c>code repository</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>The name of the collection in paths, and of the table: <c>code_repositories</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>The fields besides those that all plain resources have.</summary>
    public required IReadOnlyList<PlainField> Fields { get; init; }

    /// <summary>Whether resources have a name.</summary>
    public bool HasName { get; init; } = true;

    /// <summary>Whether names are unique in a workspace.</summary>
    public bool HasUniqueNames { get; init; }

    /// <summary>Whether there is a list in the path of a workspace too.</summary>
    public bool IsListedInWorkspaces { get; init; }

    /// <summary>Whether resources can be changed.</summary>
    public bool CanChange { get; init; }

    /// <summary>Whether every response is hydrated, whatever the client asks for.</summary>
    public bool IsAlwaysHydrated { get; init; }

    /// <summary>
    /// What is wrong with the values of a new resource as a whole; null if nothing is. The message contains no value.
    /// </summary>
    public Func<IReadOnlyDictionary<string, object>, string?> FindMistake { get; init; } = _ => null;

    /// <summary>The fields by which lists can be filtered and sorted.</summary>
    public IReadOnlyList<FilterField> Filters => field ??=
    [
        .. FilterField.OfEveryResource.Where(filter => HasName || filter.Name != "name"),
        .. FilterField.OfOwnedResource,
        .. Fields.Select(one => one.ToFilter()).OfType<FilterField>(),
    ];

    /// <summary>Whether a field is encrypted in the database.</summary>
    public bool HasSealedFields => Fields.Any(one => one.IsSealed);

    /// <summary>The kind as the audit log calls it.</summary>
    public override string ToString() => Word;
}
