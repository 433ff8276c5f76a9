namespace ZenML.Core.Secrets.Templates;

/// <summary>A place in a template.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in Unicode characters.</param>
public readonly record struct TemplatePlace(int Line, int Column);
