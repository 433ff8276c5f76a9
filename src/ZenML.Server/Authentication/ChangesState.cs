namespace ZenML.Server.Authentication;

/// <summary>Marks a GET endpoint that changes something. The contract has such endpoints.</summary>
internal sealed class ChangesState;
