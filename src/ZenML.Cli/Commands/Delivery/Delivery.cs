namespace ZenML.Cli.Commands.Delivery;

/// <summary>The environment of a command, with the values in it.</summary>
/// <param name="Environment">All variables.</param>
/// <param name="Values">All values that were read. Those that are not plain must not show in the output.</param>
/// <param name="Secrets">The names of the secrets that were read.</param>
internal sealed record Delivery(
    IReadOnlyDictionary<string, string> Environment, IReadOnlyList<DeliveredValue> Values, IReadOnlyCollection<string> Secrets)
{
    /// <summary>Whether a command gets the same from both, and the same of what it prints is masked.</summary>
    public bool IsSameAs(Delivery other) => Environment.Count == other.Environment.Count
        && Environment.All(variable => other.Environment.TryGetValue(variable.Key, out var text) && text == variable.Value)
        && FindPlain().SequenceEqual(other.FindPlain(), StringComparer.Ordinal);

    private IEnumerable<string> FindPlain() =>
        Values.Where(value => value.Value.IsPlain).Select(value => value.Label).Order(StringComparer.Ordinal);
}
