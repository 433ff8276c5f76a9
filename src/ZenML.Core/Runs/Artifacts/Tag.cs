using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>A label of artifacts, models and their versions. Tags belong to no workspace and to no account.</summary>
/// <param name="Id">The identity.</param>
/// <param name="Name">The text, unique.</param>
/// <param name="UseCount">How many resources have the tag.</param>
/// <param name="Created">When the tag was created or first used, UTC.</param>
/// <param name="Updated">When it last changed, UTC.</param>
public sealed record Tag(Id<Tag> Id, string Name, long UseCount, DateTimeOffset Created, DateTimeOffset Updated) : IResource
{
    /// <summary>The color in clients, one of <see cref="TagColors.Words"/>.</summary>
    public string Color { get; init; } = TagColors.Words[0];

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
