namespace ZenML.Client.Settings;

/// <summary>A workspace or stack that was made active.</summary>
/// <param name="Id">Its id, which identifies it.</param>
/// <param name="Name">Its name at that time, for messages.</param>
internal sealed record ActiveChoice(Guid Id, string Name)
{
    /// <summary>The address of the server that a stack is on; null for the local store, or if an earlier version made the choice.</summary>
    public string? Server { get; init; }
}
