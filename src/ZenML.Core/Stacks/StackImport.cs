using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>A stack to register together with its missing components.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Name">The name.</param>
/// <param name="Components">The components. A component that is already registered in the same form is reused.</param>
public sealed record StackImport(Id<Workspace> Workspace, string Name, IReadOnlyList<NewComponent> Components)
{
    /// <summary>Checks that an existing component of the same type and name is equal to the wanted one.</summary>
    /// <remarks>Sensitive plain text is not compared, because an export omits it.</remarks>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>: they differ.</exception>
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

    /// <remarks>A file can have strings where the flavor has other types, such as <c>"1200"</c> for 1200.</remarks>
    private static bool IsSame(ConfigurationValue one, ConfigurationValue other, IStructuredText structuredText) => (one, other) switch
    {
        (ConfigurationMap map, ConfigurationMap entries) => map.Keys.SequenceEqual(entries.Keys)
            && map.All(entry => IsSame(entry.Value, entries[entry.Key], structuredText)),
        (ConfigurationList list, ConfigurationList items) => list.Count == items.Count
            && list.Zip(items).All(pair => IsSame(pair.First, pair.Second, structuredText)),
        (ConfigurationText text, ConfigurationMap or ConfigurationList) =>
            structuredText.TryRead(text.Text, out var read) && IsSame(read, other, structuredText),
        (ConfigurationMap or ConfigurationList, ConfigurationText) => IsSame(other, one, structuredText),
        (ConfigurationBoolean boolean, ConfigurationText text) => bool.TryParse(text.Text, out var parsed) && parsed == boolean.Value,
        (ConfigurationText, ConfigurationBoolean) => IsSame(other, one, structuredText),
        (ConfigurationNumber number, ConfigurationText text) => number.Digits == text.Text,
        (ConfigurationText text, ConfigurationNumber number) => number.Digits == text.Text,
        _ => one.Equals(other),
    };

    /// <summary>Rewrites an error about a component for the user of an import.</summary>
    public static ZenException Explain(ZenException exception, NewComponent component)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(component);

        // The original message advises options --KEY=VALUE, which an import does not have.
        var lines = exception.Message.Split(Environment.NewLine).Select(WithoutHint).ToList();
        lines.Add(MessageText.Of($"The error is in the {component.Type.Words()} '{component.Name}' of the file.")
            + (exception.Code == ErrorCode.InvalidArgument
                ? $" Fix it there. (An export omits plaintext of sensitive attributes: add it, preferably as a secret reference.) "
                    + $"Or register the component with 'zenml {component.Type.CommandName()} register' before you import the stack."
                : ""));
        return new ZenException(exception.Code, string.Join(Environment.NewLine, lines), exception) { RetryAfter = exception.RetryAfter };
    }

    /// <remarks>A server reports several errors on one line.</remarks>
    private static string WithoutHint(string line)
    {
        const string Hint = " Give it as --";
        const string End = "=VALUE.";
        for (var start = line.IndexOf(Hint, StringComparison.Ordinal); start >= 0; start = line.IndexOf(Hint, StringComparison.Ordinal))
        {
            var end = line.IndexOf(End, start, StringComparison.Ordinal);
            line = end < 0 ? line[..start] : line.Remove(start, end + End.Length - start);
        }

        return line;
    }
}
