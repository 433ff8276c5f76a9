namespace ZenML.Core.PlainResources;

/// <summary>Code repositories, from which steps can load the code of a pipeline. Their configuration can hold credentials.</summary>
public static class CodeRepositories
{
    /// <summary>What a code repository is.</summary>
    public static PlainResourceKind Kind { get; } = new()
    {
        Word = "code_repository",
        Noun = "code repository",
        Collection = "code_repositories",
        HasUniqueNames = true,
        IsListedInWorkspaces = true,
        CanChange = true,
        Fields =
        [
            new("source", PlainFieldType.Document)
            {
                IsRequired = true, Filter = PlainFilter.None,
                Parts =
                [
                    new("module", PlainFieldType.Text) { IsRequired = true, MaximumLength = PlainField.LongText },
                    new("attribute", PlainFieldType.Text) { MaximumLength = PlainField.LongText },
                    new("type", PlainFieldType.Text) { IsRequired = true },
                ],
            },
            new("logo_url", PlainFieldType.Text)
            {
                MaximumLength = PlainField.LongText, Filter = PlainFilter.None, Change = PlainChange.IfNotEmpty,
            },
            new("config", PlainFieldType.Document)
            {
                IsRequired = true, Place = PlainPlace.Metadata, Filter = PlainFilter.None, IsSealed = true,
            },
            new("description", PlainFieldType.Text)
            {
                MaximumLength = PlainField.LongText, Place = PlainPlace.Metadata, Filter = PlainFilter.None,
                Change = PlainChange.IfNotEmpty,
            },
        ],
    };
}
