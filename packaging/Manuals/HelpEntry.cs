namespace ZenML.Packaging.Manuals;

/// <summary>One thing that help explains: an option, an argument, a command or a setting.</summary>
/// <param name="Term">What it is called, as it is typed.</param>
/// <param name="Text">What it means.</param>
internal sealed record HelpEntry(string Term, string Text);
