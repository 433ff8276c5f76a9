using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Extensions;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.ServiceAccounts;

/// <summary>Reads what an API key is limited to from a request.</summary>
internal static class ApiKeyLimitsReading
{
    /// <summary>Adds the limits of a request to a new key.</summary>
    public static ApiKeyDefinition Read(RequestBody body, ApiKeyDefinition definition) => definition with
    {
        Limits = new AccessLimits
        {
            Role = ReadRole(body),
            Workspace = body.Id<Workspace>(ExtensionPaths.KeyWorkspace),
            Secrets = ReadSecrets(body)?.ToHashSet(),
        },
        Networks = ReadTexts(body, ExtensionPaths.KeyNetworks) ?? [],
        Expires = body.Time(ExtensionPaths.KeyExpires),
    };

    /// <summary>Reads changes of limits. A field that is null removes the limit.</summary>
    public static ApiKeyLimitsUpdate ReadUpdate(RequestBody body) => new()
    {
        Role = ReadRole(body),
        AnyRole = Removes(body, ExtensionPaths.KeyRole),
        Workspace = body.Id<Workspace>(ExtensionPaths.KeyWorkspace),
        AnyWorkspace = Removes(body, ExtensionPaths.KeyWorkspace),
        Secrets = Removes(body, ExtensionPaths.KeySecrets) ? [] : ReadSecrets(body),
        Networks = Removes(body, ExtensionPaths.KeyNetworks) ? [] : ReadTexts(body, ExtensionPaths.KeyNetworks),
        Expires = body.Time(ExtensionPaths.KeyExpires),
        NeverExpires = Removes(body, ExtensionPaths.KeyExpires),
    };

    private static bool Removes(RequestBody body, string name) => body.Has(name) && !body.HasValue(name);

    private static Role? ReadRole(RequestBody body) => AccessTexts.FindRole(body.Choice(ExtensionPaths.KeyRole, AccessTexts.RoleWords));

    /// <remarks>An empty list could be a mistake of a program, and must not lift the limit.</remarks>
    private static List<Id<Secret>>? ReadSecrets(RequestBody body)
    {
        var ids = new List<Id<Secret>>();
        foreach (var text in ReadTexts(body, ExtensionPaths.KeySecrets) ?? [])
        {
            if (Id<Secret>.TryParse(text, out var id))
            {
                ids.Add(id);
            }
            else
            {
                body.Report(ExtensionPaths.KeySecrets, "value is not a valid uuid (type=type_error.uuid)");
            }
        }

        return body.HasValue(ExtensionPaths.KeySecrets) ? ids : null;
    }

    private static List<string>? ReadTexts(RequestBody body, string name)
    {
        if (body.List(name) is not { } list)
        {
            return null;
        }

        if (list.Count == 0)
        {
            body.Report(name, "ensure this value has at least 1 items (type=value_error.list.min_items)");
        }

        var texts = new List<string>();
        foreach (var item in list)
        {
            if (item is ConfigurationText text)
            {
                texts.Add(text.Text);
            }
            else
            {
                body.Report(name, "str type expected (type=type_error.str)");
            }
        }

        return texts;
    }
}
