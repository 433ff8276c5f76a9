namespace ZenML.Client;

/// <summary>Where a client's data lies.</summary>
/// <param name="Kind">What kind of store it is: <c>embedded</c> for the one in this process.</param>
/// <param name="Location">Where it is: the folder of an embedded store.</param>
public sealed record StoreDescription(string Kind, string Location);
