namespace ZenML.Core.PlainResources;

/// <summary>
/// Service connectors: how to reach a service, with which credentials. The server stores them and never connects. Secrets are stored as a
/// secret of the workspace and never returned.
/// </summary>
public static class ServiceConnectors
{
    /// <summary>What a service connector is.</summary>
    public static PlainResourceKind Kind { get; } = new()
    {
        Word = "service_connector",
        Noun = "service connector",
        Collection = "service_connectors",
        HasUniqueNames = true,
        IsListedInWorkspaces = true,
        CanChange = true,
        IsAlwaysHydrated = true,
        Fields =
        [
            new("description", PlainFieldType.Text)
            {
                MaximumLength = PlainField.LongText, Default = "", Filter = PlainFilter.None, Change = PlainChange.IfGiven,
            },
            new("connector_type", PlainFieldType.Text)
            {
                IsRequired = true, TextOfObject = "connector_type", Change = PlainChange.IfGiven,
            },
            new("auth_method", PlainFieldType.Text) { IsRequired = true, Change = PlainChange.IfGiven },
            new("resource_types", PlainFieldType.Texts)
            {
                Default = PlainDefaults.EmptyList, Filter = PlainFilter.Element, FilterName = "resource_type", Change = PlainChange.IfGiven,
            },
            new("resource_id", PlainFieldType.Text) { Change = PlainChange.Always },
            new("supports_instances", PlainFieldType.Boolean)
            {
                Default = false, Filter = PlainFilter.None, Change = PlainChange.IfGiven,
            },
            new("expires_at", PlainFieldType.Time) { Filter = PlainFilter.None, Change = PlainChange.IfGiven },
            new("expires_skew_tolerance", PlainFieldType.Integer) { Filter = PlainFilter.None, Change = PlainChange.IfGiven },
            new("configuration", PlainFieldType.Document)
            {
                Place = PlainPlace.Metadata, Default = PlainDefaults.EmptySealedMap, Filter = PlainFilter.None,
                Change = PlainChange.Together, IsSealed = true,
            },
            new("secrets", PlainFieldType.Secrets)
            {
                Place = PlainPlace.Metadata, Change = PlainChange.Together, SecretPrefix = "connector",
            },
            new("expiration_seconds", PlainFieldType.Integer)
            {
                Place = PlainPlace.Metadata, Filter = PlainFilter.None, Change = PlainChange.Always,
            },
            new("labels", PlainFieldType.Document)
            {
                Place = PlainPlace.Metadata, Default = PlainDefaults.EmptyMap, Filter = PlainFilter.Entries, FilterName = "labels_str",
                Change = PlainChange.IfGiven,
            },
        ],
    };
}
