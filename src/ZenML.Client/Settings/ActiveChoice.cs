using System.Text.Json.Serialization;

namespace ZenML.Client.Settings;

/// <summary>A workspace or stack that was made active.</summary>
/// <param name="Id">Its id, which identifies it; empty if only its name was given, which then identifies it.</param>
/// <param name="Name">Its name at that time, for messages.</param>
internal sealed record ActiveChoice(Guid Id, string Name)
{
    /// <summary>The address of the server that a stack is on; null for the local store, or if an earlier version made the choice.</summary>
    public string? Server { get; init; }

    /// <summary>Whether its name identifies it. Settings always have the id.</summary>
    [JsonIgnore]
    public bool IsByName => Id == Guid.Empty;

    /// <summary>What to look it up by. Text in the form of an id is never a name.</summary>
    [JsonIgnore]
    public string Key => IsByName ? Name : Id.ToString("D");

    /// <summary>Reads what a person gave: a complete id or a name.</summary>
    public static ActiveChoice Parse(string nameOrId) =>
        new(Core.Resources.Id<object>.TryParse(nameOrId, out var id) ? id.Value : Guid.Empty, nameOrId);
}
