namespace ZenML.Stores.Servers;

/// <summary>
/// A connection was found closed, and the transaction on it is lost. Drivers report that as an error of the program,
/// which it is not.
/// </summary>
internal sealed class ConnectionLostException(Exception cause) : IOException("The connection was lost.", cause);
