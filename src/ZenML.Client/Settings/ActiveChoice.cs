namespace ZenML.Client.Settings;

/// <summary>A workspace or stack that was made active.</summary>
/// <param name="Id">Its id, which identifies it.</param>
/// <param name="Name">Its name at that time, for messages.</param>
internal sealed record ActiveChoice(Guid Id, string Name);
