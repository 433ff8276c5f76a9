using System.Globalization;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Secrets;

/// <summary>Reads the fields of secrets from request bodies.</summary>
internal static class SecretBodies
{
    /// <summary>Returns the scope; null if it is absent.</summary>
    public static SecretScope? Scope(this RequestBody body) => WireWords.Scopes.Find(body.Choice("scope", WireWords.Scopes.All));

    /// <summary>Returns how many versions to keep; null if it is absent.</summary>
    public static int? KeepVersions(this RequestBody body)
    {
        if (body.Integer(ExtensionPaths.KeepVersions) is not { } number)
        {
            return null;
        }

        if (number is >= 0 and <= SecretLimits.MaximumVersions)
        {
            return (int)number;
        }

        body.Report(
            ExtensionPaths.KeepVersions,
            string.Create(CultureInfo.InvariantCulture, $"ensure this value is 0 to {SecretLimits.MaximumVersions} (type=value_error)"));
        return null;
    }

    /// <summary>Returns what to note about a secret; null if nothing is.</summary>
    public static SecretDetailsUpdate? Details(this RequestBody body)
    {
        var tags = body.TextMap(ExtensionPaths.Tags);
        var update = new SecretDetailsUpdate
        {
            Description = body.Text(ExtensionPaths.Description, SecretDetailsUpdate.MaximumDescription),
            SetTags = tags?.Where(tag => tag.Value is not null).ToDictionary(tag => tag.Key, tag => tag.Value!, StringComparer.Ordinal)
                ?? [],
            RemoveTags = [.. tags?.Where(tag => tag.Value is null).Select(tag => tag.Key) ?? []],
            Expires = body.Time(ExtensionPaths.Expires),
            NeverExpires = body.Boolean(ExtensionPaths.NeverExpires) ?? false,
            MarkPlain = body.Keys(ExtensionPaths.MarkPlain),
            MarkSecret = body.Keys(ExtensionPaths.MarkSecret),
        };
        return update.IsNone ? null : update;
    }

    /// <summary>Returns the values of a request that cannot remove keys. A null is reported instead of being dropped.</summary>
    public static SecretValues ValuesToSet(this RequestBody body)
    {
        var values = body.Values();
        if (values is { Remove.Count: > 0 })
        {
            body.Report("values", "none is not an allowed value (type=type_error.none.not_allowed)");
        }

        return values?.Set ?? new SecretValues();
    }

    /// <summary>Returns the values, and the keys that are null.</summary>
    public static (SecretValues Set, List<string> Remove)? Values(this RequestBody body)
    {
        if (body.TextMap("values") is not { } texts)
        {
            return null;
        }

        var set = new SecretValues();
        var remove = new List<string>();
        foreach (var (key, text) in texts)
        {
            if (text is null)
            {
                remove.Add(key);
            }
            else
            {
                set[key] = new SensitiveString(text);
            }
        }

        return (set, remove);
    }

    private static string[] Keys(this RequestBody body, string name)
    {
        var keys = body.List(name) ?? new ConfigurationList([]);
        if (keys.Any(key => key is not ConfigurationText))
        {
            body.Report(name, "each item must be a string (type=type_error.str)");
        }

        return [.. keys.OfType<ConfigurationText>().Select(key => key.Text)];
    }
}
