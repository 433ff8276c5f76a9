using ZenML.Core.Secrets.References;

namespace ZenML.Core.Secrets.Templates;

/// <summary>A piece of a template: either literal text or a reference.</summary>
/// <param name="Text">The literal text; null for a reference.</param>
/// <param name="Reference">The reference; null for literal text.</param>
/// <param name="Place">Where the piece begins.</param>
public sealed record TemplatePart(string? Text, SecretReference? Reference, TemplatePlace Place);
