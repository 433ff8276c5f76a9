namespace ZenML.TestKit.Databases;

/// <summary>
/// Makes the test framework report a test as skipped. The message starts with the framework's marker for that.
/// </summary>
public sealed class DatabaseMissingException(string reason) : Exception($"$XunitDynamicSkip${reason}");
