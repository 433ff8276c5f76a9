using ZenML.Core.Querying;

namespace ZenML.Core.PlainResources;

/// <summary>A field of a plain resource.</summary>
/// <param name="Name">The name in requests and responses.</param>
/// <param name="Type">The type.</param>
public sealed record PlainField(string Name, PlainFieldType Type)
{
    /// <summary>The maximum length of a short text.</summary>
    public const int ShortText = 255;

    /// <summary>The maximum length of a long text.</summary>
    public const int LongText = 65_535;

    /// <summary>Whether a new resource must have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The maximum length of a text, in characters.</summary>
    public int MaximumLength { get; init; } = ShortText;

    /// <summary>The value without one in the request.</summary>
    public object? Default { get; init; }

    /// <summary>Where it is in a response.</summary>
    public PlainPlace Place { get; init; }

    /// <summary>How an update changes it.</summary>
    public PlainChange Change { get; init; }

    /// <summary>How lists can be filtered by it.</summary>
    public PlainFilter Filter { get; init; }

    /// <summary>What an id refers to.</summary>
    public PlainReference? Reference { get; init; }

    /// <summary>
    /// The keys that a document must have or is completed with, texts and booleans. Other keys are kept. Empty for any document.
    /// </summary>
    public IReadOnlyList<PlainField> Parts { get; init; } = [];

    /// <summary>Whether the <see cref="Parts"/> are those of each entry of the document, not of the document itself.</summary>
    public bool HasEntries { get; init; }

    /// <summary>Whether a document is encrypted in the database.</summary>
    public bool IsSealed { get; init; }

    /// <summary>
    /// The key that has the text if a client sends an object instead of the text; null if only a text is allowed.
    /// </summary>
    public string? TextOfObject { get; init; }

    /// <summary>For secrets, what their names begin with.</summary>
    public string SecretPrefix { get; init; } = "";

    /// <summary>The name in the database.</summary>
    public string Column => Reference is { IsNested: true } || Type == PlainFieldType.Secrets ? ColumnOfId : Name;

    /// <summary>The name of the filter.</summary>
    public string FilterName
    {
        get => field ?? Column;
        init;
    }

    private string ColumnOfId => Type == PlainFieldType.Secrets ? $"{Name.TrimEnd('s')}_id" : $"{Name}_id";

    /// <summary>The field of lists; null if they cannot be filtered by it.</summary>
    public FilterField? ToFilter() => Filter == PlainFilter.None
        ? null
        : new FilterField(
            FilterName,
            Type switch
            {
                PlainFieldType.Boolean => FilterFieldType.Boolean,
                PlainFieldType.Integer or PlainFieldType.Seconds => FilterFieldType.Integer,
                PlainFieldType.Time => FilterFieldType.Timestamp,
                PlainFieldType.Id or PlainFieldType.Secrets => FilterFieldType.Uuid,
                _ => FilterFieldType.Text,
            },
            IsSortable: Filter == PlainFilter.Value);
}
