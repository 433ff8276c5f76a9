namespace ZenML.TestKit.Databases;

/// <summary>Tells the test framework to report a test as skipped: its message begins with the framework's own mark for that.</summary>
public sealed class DatabaseMissingException(string reason) : Exception($"$XunitDynamicSkip${reason}");
