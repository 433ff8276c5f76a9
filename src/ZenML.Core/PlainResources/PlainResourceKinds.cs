namespace ZenML.Core.PlainResources;

/// <summary>All kinds of plain resources.</summary>
public static class PlainResourceKinds
{
    /// <summary>All of them. A kind that refers to others by a foreign key comes after them.</summary>
    public static IReadOnlyList<PlainResourceKind> All { get; } =
        [Schedules.Kind, Builds.Kind, CodeRepositories.Kind, ServiceConnectors.Kind];
}
