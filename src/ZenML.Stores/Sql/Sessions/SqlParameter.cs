namespace ZenML.Stores.Sql.Sessions;

/// <summary>A value that goes into a statement.</summary>
/// <param name="Name">Its name, with the <c>@</c>.</param>
/// <param name="Value">A text, whole number or bytes as the database stores them; null for no value.</param>
internal readonly record struct SqlParameter(string Name, object? Value)
{
    public static implicit operator SqlParameter((string Name, object? Value) pair) => new(pair.Name, pair.Value);
}
