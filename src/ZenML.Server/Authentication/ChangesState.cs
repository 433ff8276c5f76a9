namespace ZenML.Server.Authentication;

/// <summary>Marks an endpoint that changes something although its method, GET, promises not to. The contract has such.</summary>
internal sealed class ChangesState;
