using ZenML.Core.Secrets.References;

namespace ZenML.Client;

/// <summary>A secret reference that does not resolve, and where it is used.</summary>
/// <param name="Secret">The name of the secret.</param>
/// <param name="Key">The key.</param>
/// <param name="Component">The name of the component, or of the settings.</param>
/// <param name="Attribute">The attribute, with the path into nested values: <c>env[0].value</c>.</param>
/// <param name="Outcome">What is missing: the secret, the key, or its values.</param>
public sealed record MissingReference(string Secret, string Key, string Component, string Attribute, ReferenceOutcome Outcome);
