using ZenML.Core.Secrets;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>A value that a command gets.</summary>
/// <param name="Label">Its name for messages: <c>db.password</c>.</param>
/// <param name="Value">The value.</param>
internal sealed record DeliveredValue(string Label, SensitiveString Value);
