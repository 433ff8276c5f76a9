using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Core.Errors;
using ZenML.Core.References;
using ZenML.Core.Secrets;

namespace ZenML.Core.Flavors;

/// <summary>Checks the configuration of a component against its flavor and reports every mistake at once, naming the attribute and never a value.</summary>
/// <remarks>
/// Whatever the type of an attribute, its value may be given as text, as command lines do: <c>"1200"</c> for a whole number, <c>"yes"</c> for true, JSON for
/// maps and lists. It is stored as it was given, unless it is the text of a map or list with references inside: those must be found before a run.
/// </remarks>
public sealed class FlavorValidator(FlavorDefinition flavor, IStructuredText structuredText)
{
    private const string PathAttribute = "path";

    private readonly ShapeCheck shapes = new(structuredText);

    /// <summary>Checks a configuration.</summary>
    /// <returns>The same configuration, with plain text in sensitive attributes set apart as <see cref="ConfigurationSensitive"/>.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, one line for each mistake.</exception>
    public ConfigurationMap Check(ConfigurationMap configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var mistakes = new List<string>();
        var result = new ConfigurationMap();
        foreach (var (name, value) in configuration)
        {
            if (flavor.Schema.Find(name) is not { } attribute)
            {
                if (!flavor.Schema.AllowsOthers)
                {
                    mistakes.Add(Unknown(name));
                }

                result[name] = value;
                continue;
            }

            if (FindMistake(attribute, value) is { } mistake)
            {
                mistakes.Add(MessageText.Of($"The attribute '{name}' of the {Kind:raw} {mistake:raw}"));
            }

            result[name] = attribute.IsSensitive ? SetApart(value) : OpenUp(attribute, value);
        }

        mistakes.AddRange(flavor.Schema.Attributes
            .Where(attribute => attribute.IsRequired && (!configuration.TryGetValue(attribute.Name, out var value) || value is ConfigurationNull))
            .Select(attribute =>
                MessageText.Of($"The {Kind:raw} needs the attribute '{attribute.Name}'. Give it as --{attribute.Name}=VALUE.")));
        return mistakes.Count == 0 ? result : throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, mistakes));
    }

    private string Kind => MessageText.Of($"{flavor.Type.Words()} flavor '{flavor.Name}'");

    private string Unknown(string name)
    {
        var names = flavor.Schema.Attributes.Select(attribute => attribute.Name).ToArray();
        var hint = NearestName.Find(name, names) is { } nearest ? MessageText.Of($"Did you mean '{nearest}'?")
            : names.Length == 0 ? "It has none."
            : MessageText.Of($"It has {string.Join(", ", names)}.");
        return MessageText.Of($"The {Kind:raw} has no attribute '{name}'. {hint:raw}");
    }

    private string? FindMistake(FlavorAttribute attribute, ConfigurationValue value)
    {
        if (value is ConfigurationNull or ConfigurationSensitive)
        {
            return null;
        }

        var isPath = attribute.Name == PathAttribute && flavor.PathPrefixes.Count > 0;
        if (value is ConfigurationText reference && SecretReference.TryParse(reference.Text, out _))
        {
            return isPath ? $"cannot be a secret reference, because it must begin with {Alternatives(flavor.PathPrefixes)}."
                : attribute.RejectsReferences ? "cannot be a secret reference, because its value is checked when the component is registered."
                : ShapeCheck.AcceptsReference(attribute.Shape) ? null
                : $"cannot be a secret reference; it must be {ShapeCheck.Describe(attribute.Shape)}.";
        }

        return shapes.FindMistake(attribute.Shape, value) is { } mistake ? mistake
            : isPath && value is ConfigurationText path && !flavor.PathPrefixes.Any(prefix => path.Text.StartsWith(prefix, StringComparison.Ordinal))
                ? $"must begin with {Alternatives(flavor.PathPrefixes)}."
                : null;
    }

    private ConfigurationValue OpenUp(FlavorAttribute attribute, ConfigurationValue value) =>
        value is ConfigurationText text && ShapeCheck.AcceptsStructure(attribute.Shape) && structuredText.TryRead(text.Text, out var structure)
            && ReferenceUse.In(new ConfigurationMap { [attribute.Name] = structure }, flavor.Name).Any()
            ? structure
            : value;

    /// <remarks>An empty value holds nothing to protect, and a reference is meant to be seen.</remarks>
    private static ConfigurationValue SetApart(ConfigurationValue value) => value switch
    {
        ConfigurationText { Text: "" } => value,
        ConfigurationText text => SecretReference.TryParse(text.Text, out _) ? value : new ConfigurationSensitive(new SensitiveString(text.Text)),
        ConfigurationNumber number => new ConfigurationSensitive(new SensitiveString(number.Digits)),
        _ => value,
    };

    private static string Alternatives(IEnumerable<string> texts) => string.Join(" or ", texts.Select(text => MessageText.Of($"'{text}'")));
}
