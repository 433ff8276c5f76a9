using ZenML.Core.Secrets.References;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>A reference and where it was written.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Place">The place, as messages show it: <c>--env URL</c>, <c>line 3, column 5</c>.</param>
internal sealed record ReferencePlace(SecretReference Reference, string Place);
