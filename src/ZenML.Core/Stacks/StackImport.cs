using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>A stack to be registered together with those of its components that are not there yet: all of it, or nothing.</summary>
/// <param name="Workspace">The workspace that it will belong to.</param>
/// <param name="Name">Its name.</param>
/// <param name="Components">Its components. One that is registered just like that is used as it is.</param>
public sealed record StackImport(Id<Workspace> Workspace, string Name, IReadOnlyList<NewComponent> Components)
{
    /// <summary>Makes sure that a component of the same type and name is the one that is meant.</summary>
    /// <remarks>An export leaves plain text of sensitive attributes out, so it cannot tell two components apart.</remarks>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>: it is another one.</exception>
    public static void EnsureSame(Component existing, NewComponent wanted, IStructuredText structuredText)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(wanted);
        var comparable = new ConfigurationMap(
            existing.Configuration.Where(attribute => !attribute.Value.HoldsSensitive()));
        if (existing.Flavor != wanted.Flavor || !IsSame(comparable, wanted.Configuration, structuredText))
        {
            throw new ZenException(ErrorCode.AlreadyExists,
                $"A different {wanted.Type.Words()} named '{wanted.Name}' is already registered. Rename it, or the one in the file.");
        }
    }

    /// <remarks>A file may have texts where the flavor has other types, such as <c>"1200"</c> for 1200.</remarks>
    private static bool IsSame(ConfigurationValue one, ConfigurationValue other, IStructuredText structuredText) => (one, other) switch
    {
        (ConfigurationMap map, ConfigurationMap entries) => map.Keys.SequenceEqual(entries.Keys)
            && map.All(entry => IsSame(entry.Value, entries[entry.Key], structuredText)),
        (ConfigurationList list, ConfigurationList items) => list.Count == items.Count
            && list.Zip(items).All(pair => IsSame(pair.First, pair.Second, structuredText)),
        (ConfigurationText text, ConfigurationMap or ConfigurationList) =>
            structuredText.TryRead(text.Text, out var read) && IsSame(read, other, structuredText),
        (ConfigurationMap or ConfigurationList, ConfigurationText) => IsSame(other, one, structuredText),
        (ConfigurationBoolean truth, ConfigurationText text) => bool.TryParse(text.Text, out var said) && said == truth.Value,
        (ConfigurationText, ConfigurationBoolean) => IsSame(other, one, structuredText),
        (ConfigurationNumber number, ConfigurationText text) => number.Digits == text.Text,
        (ConfigurationText text, ConfigurationNumber number) => number.Digits == text.Text,
        _ => one.Equals(other),
    };

    /// <summary>What to tell about a component that could not be registered, in the words of an import.</summary>
    public static ZenException Explain(ZenException exception, NewComponent component)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(component);

        // What is missing is to be given as --KEY=VALUE, they say, which an import does not take.
        var lines = exception.Message.Split(Environment.NewLine).Select(WithoutAdvice).ToList();
        lines.Add(MessageText.Of($"This is about the {component.Type.Words()} '{component.Name}' of the file.")
            + (exception.Code == ErrorCode.InvalidArgument
                ? " Mend it there (an export leaves out plain text of sensitive attributes: add it, best as a secret reference), or register the component first, "
                    + $"with 'zenml {component.Type.CommandName()} register', and import then."
                : ""));
        return new ZenException(exception.Code, string.Join(Environment.NewLine, lines), exception) { RetryAfter = exception.RetryAfter };
    }

    /// <remarks>What several mistakes say is on one line if a server said it.</remarks>
    private static string WithoutAdvice(string line)
    {
        const string Advice = " Give it as --";
        const string End = "=VALUE.";
        for (var start = line.IndexOf(Advice, StringComparison.Ordinal); start >= 0; start = line.IndexOf(Advice, StringComparison.Ordinal))
        {
            var end = line.IndexOf(End, start, StringComparison.Ordinal);
            line = end < 0 ? line[..start] : line.Remove(start, end + End.Length - start);
        }

        return line;
    }
}
