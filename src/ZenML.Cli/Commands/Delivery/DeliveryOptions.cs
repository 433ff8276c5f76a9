namespace ZenML.Cli.Commands.Delivery;

/// <summary>What a command line asks for.</summary>
/// <param name="Secrets">Names or ids of secrets whose keys become variables.</param>
/// <param name="Variables">Variables as <c>NAME=TEXT</c>.</param>
/// <param name="Files">Files of variables. A later one wins.</param>
/// <param name="Prefix">What is put before each key.</param>
/// <param name="IsUpper">Whether keys become capital letters with underscores.</param>
internal sealed record DeliveryOptions(
    IReadOnlyList<string> Secrets, IReadOnlyList<string> Variables, IReadOnlyList<string> Files, string Prefix, bool IsUpper);
