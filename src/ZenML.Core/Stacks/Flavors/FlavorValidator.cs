using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>
/// Validates the configuration of a component against its flavor and reports all errors together. Errors name
/// attributes, never values.
/// </summary>
/// <remarks>
/// A value can be given as a string, as on a command line: <c>"1200"</c> for an integer, <c>"true"</c>, JSON for maps
/// and lists. It is converted to the type of the attribute. For clients of ZenML 0.58, see <see cref="KeepsText"/>.
/// </remarks>
public sealed class FlavorValidator(FlavorDefinition flavor, IStructuredText structuredText)
{
    private const string PathAttribute = "path";

    private readonly AttributeConverter converter = new(structuredText);
    private readonly ShapeValidator strict = new(structuredText, keepsText: false);
    private readonly ShapeValidator lenient = new(structuredText, keepsText: true);

    /// <summary>
    /// Whether strings are stored unchanged, and booleans can have all spellings of the Python program. Only a string
    /// that holds a map or list with secret references is converted, because references must be found before a run.
    /// </summary>
    public bool KeepsText { get; init; }

    /// <summary>
    /// The attributes that change; null for all. The other ones are already stored and are validated as with
    /// <see cref="KeepsText"/>.
    /// </summary>
    public IReadOnlySet<string>? Given { get; init; }

    /// <summary>Validates a configuration.</summary>
    /// <returns>
    /// The configuration with converted values, and with plain text in sensitive attributes as
    /// <see cref="ConfigurationSensitive"/>.
    /// </returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, one line per error.</exception>
    public ConfigurationMap Check(ConfigurationMap configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var errors = new List<string>();
        var result = new ConfigurationMap();
        foreach (var (name, given) in configuration)
        {
            var value = given;
            if (flavor.Schema.Find(name) is not { } attribute)
            {
                if (!flavor.Schema.AllowsAdditionalAttributes)
                {
                    errors.Add(Unknown(name));
                }

                CheckMask(name, value, errors);
                result[name] = AddressCredentials.SetApart(value);
                continue;
            }

            var keepsText = KeepsText || Given?.Contains(name) == false;
            value = keepsText ? value : converter.Convert(attribute.Shape, value);
            if (FindError(attribute, value, keepsText ? lenient : strict) is { } error)
            {
                errors.Add(Error(name, error));
            }

            CheckMask(name, value, errors);
            result[name] = attribute.IsSensitive
                ? value.WithLeaves(SetApart)
                : AddressCredentials.SetApart(ExpandReferences(attribute, value));
        }

        errors.AddRange(flavor.Schema.Attributes
            .Where(attribute => attribute.IsRequired
                && (!configuration.TryGetValue(attribute.Name, out var value) || value is ConfigurationNull))
            .Select(attribute =>
                MessageText.Of($"The {Kind:raw} needs the attribute '{attribute.Name}'. Give it as --{attribute.Name}=VALUE.")));
        return errors.Count == 0
            ? result
            : throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, errors));
    }

    /// <summary>
    /// Converts values to the types of their attributes, without the other checks of <see cref="Check"/>. For a client
    /// of a server that does not convert them.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>, one line per value of the wrong type.
    /// </exception>
    public ConfigurationMap Convert(ConfigurationMap configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var errors = new List<string>();
        var result = new ConfigurationMap();
        foreach (var (name, value) in configuration)
        {
            result[name] = value;
            CheckMask(name, value, errors);
            if (value is not (ConfigurationNull or ConfigurationSensitive) && flavor.Schema.Find(name) is { } attribute
                && !(value is ConfigurationText text && SecretReference.TryParse(text.Text, out _)))
            {
                result[name] = converter.Convert(attribute.Shape, value);
                if (strict.FindError(attribute.Shape, result[name]) is { } error)
                {
                    errors.Add(Error(name, error + Hint(attribute.Shape, result[name])));
                }
            }
        }

        return errors.Count == 0
            ? result
            : throw new ZenException(ErrorCode.InvalidArgument, string.Join(Environment.NewLine, errors));
    }

    /// <summary>
    /// Turns plain text in sensitive attributes into <see cref="ConfigurationSensitive"/>, without validation.
    /// </summary>
    internal static ConfigurationMap SetApart(FlavorDefinition flavor, ConfigurationMap configuration) =>
        new(configuration.Select(entry => KeyValuePair.Create(
            entry.Key,
            flavor.Schema.Find(entry.Key) is { IsSensitive: true }
                ? entry.Value.WithLeaves(SetApart)
                : AddressCredentials.SetApart(entry.Value))));

    private string Error(string name, string error) => MessageText.Of($"The attribute '{name}' of the {Kind:raw} {error:raw}");

    private void CheckMask(string name, ConfigurationValue value, List<string> errors)
    {
        if (Given?.Contains(name) != false
            && value.Leaves().Any(leaf => leaf is ConfigurationText text && AddressCredentials.IsMasked(text.Text)))
        {
            errors.Add(Error(
                name, $"has {SensitiveString.Mask} instead of the password of its address. Write the password or a secret reference."));
        }
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

    private string? FindError(FlavorAttribute attribute, ConfigurationValue value, ShapeValidator shapes)
    {
        if (value is ConfigurationNull or ConfigurationSensitive)
        {
            return null;
        }

        var isPath = attribute.Name == PathAttribute && flavor.PathPrefixes.Count > 0;
        if (value is ConfigurationText reference && SecretReference.TryParse(reference.Text, out _))
        {
            return isPath ? $"cannot be a secret reference, because it must begin with {Alternatives(flavor.PathPrefixes)}."
                : attribute.RejectsReferences
                    ? "cannot be a secret reference, because its value is checked when the component is registered."
                : ShapeValidator.AcceptsReference(attribute.Shape) ? null
                : $"cannot be a secret reference; it must be {ShapeValidator.Describe(attribute.Shape)}.";
        }

        return shapes.FindError(attribute.Shape, value) is { } error ? error + Hint(attribute.Shape, value)
            : isPath && value is ConfigurationText path
                && !flavor.PathPrefixes.Any(prefix => path.Text.StartsWith(prefix, StringComparison.Ordinal))
                ? $"must begin with {Alternatives(flavor.PathPrefixes)}."
                : null;
    }

    private static string Hint(AttributeShape shape, ConfigurationValue value) =>
        value is not ConfigurationText || !ShapeValidator.AcceptsStructure(shape) ? ""
        : ShapeValidator.AcceptsList(shape) ? """ Write it as JSON: ["ONE", "TWO"]."""
        : """ Write it as JSON: {"KEY": "VALUE"}.""";

    private ConfigurationValue ExpandReferences(FlavorAttribute attribute, ConfigurationValue value) =>
        value is ConfigurationText text && ShapeValidator.AcceptsStructure(attribute.Shape)
            && structuredText.TryRead(text.Text, out var structure)
            && ReferenceUse.In(new ConfigurationMap { [attribute.Name] = structure }, flavor.Name).Any()
            ? structure
            : value;

    /// <remarks>An empty value needs no protection, and a reference is not secret.</remarks>
    private static ConfigurationValue SetApart(ConfigurationValue value) => value switch
    {
        ConfigurationText { Text: "" } => value,
        ConfigurationText text => SecretReference.TryParse(text.Text, out _)
            ? value
            : new ConfigurationSensitive(new SensitiveString(text.Text)),
        ConfigurationNumber number => new ConfigurationSensitive(new SensitiveString(number.Digits)),
        _ => value,
    };

    private static string Alternatives(IEnumerable<string> texts) =>
        string.Join(" or ", texts.Select(text => MessageText.Of($"'{text}'")));
}
