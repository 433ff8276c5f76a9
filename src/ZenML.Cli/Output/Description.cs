using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Output;

/// <summary>One thing to show. Only the form that is asked for is made.</summary>
/// <param name="Document">Makes the document for programs.</param>
/// <param name="WriteText">Writes it for people.</param>
internal sealed record Description(Func<ConfigurationValue> Document, Action<Writer> WriteText);
