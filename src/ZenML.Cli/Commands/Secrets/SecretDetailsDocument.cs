using ZenML.Cli.Output;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>What people note about a secret, as data for programs and as rows for people.</summary>
internal static class SecretDetailsDocument
{
    /// <summary>Adds the fields to the document of a secret.</summary>
    public static void AddTo(ConfigurationMap document, SecretDetails details)
    {
        document["description"] = Optional.Document(details.Description);
        document["tags"] = new ConfigurationMap(
            details.Tags.Select(tag => KeyValuePair.Create<string, ConfigurationValue>(tag.Key, tag.Value)));
        document["expires"] = Optional.Document(details.Expires);
        document["plain_keys"] = new ConfigurationList(details.PlainKeys.Select(key => (ConfigurationValue)key));
    }

    /// <summary>The names and texts of what is noted.</summary>
    public static IEnumerable<(string Name, string Text)> Rows(SecretDetails details)
    {
        if (details.Description is { } description)
        {
            yield return ("DESCRIPTION", description);
        }

        if (details.Tags.Count > 0)
        {
            yield return ("TAGS", string.Join(", ", details.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        }

        if (details.Expires is { } expires)
        {
            yield return ("EXPIRES", Times.Text(expires));
        }

        if (details.PlainKeys.Count > 0)
        {
            foreach (var row in KeyList.Rows("PLAIN_KEYS", details.PlainKeys))
            {
                yield return row;
            }
        }
    }
}
