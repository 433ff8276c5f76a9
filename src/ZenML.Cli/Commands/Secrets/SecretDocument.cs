using System.Globalization;
using ZenML.Cli.Output;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Secrets;

/// <summary>Secrets as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class SecretDocument
{
    /// <summary>Secrets without their values.</summary>
    public static Presentation<SecretInfo> Presentation { get; } = new(
        "secrets", WithKeys,
        [
            new("NAME", secret => secret.ReferenceName),
            new("ID", secret => secret.Id.ToString(), IsId: true),
            new("SCOPE", Describe),
        ]);

    /// <summary>A scope as it is written.</summary>
    public static string Text(SecretScope scope) => scope == SecretScope.User ? "user" : "workspace";

    /// <summary>The scope of a secret, and whether it is shared or restricted, for people.</summary>
    public static string Describe(SecretInfo secret) =>
        $"{Text(secret.Scope)}{(secret.IsShared ? " (shared)" : secret.IsRestricted ? " (restricted)" : "")}";

    /// <summary>The secret, its id, its scope and, if it has one, its version, for people.</summary>
    public static string Heading(SecretInfo secret)
    {
        var version = secret.Version == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", version {secret.Version}");
        return MessageText.Of($"Secret '{secret.ReferenceName}' ({secret.Id}) in the {Text(secret.Scope)} scope{version}:");
    }

    /// <summary>A secret with its values.</summary>
    public static ConfigurationMap Of(Secret secret)
    {
        var document = Of(secret.Info);
        document["values"] = new ConfigurationMap(
            secret.Values.Select(pair => KeyValuePair.Create<string, ConfigurationValue>(pair.Key, pair.Value.Reveal())));
        return document;
    }

    /// <summary>A secret with the names of its keys.</summary>
    /// <remarks>The keys are null if the server does not say them: lists of ZenML's own server do not have them.</remarks>
    public static ConfigurationMap WithKeys(SecretInfo secret)
    {
        var document = Of(secret);
        document["keys"] = secret is { Version: 0, Keys.Count: 0 }
            ? new ConfigurationNull()
            : new ConfigurationList(secret.Keys.Select(key => (ConfigurationValue)key));
        SecretDetailsDocument.AddTo(document, secret.Details);
        if (secret.IsRestricted)
        {
            document["restricted"] = true;
        }

        if (secret.IsShared)
        {
            document["shared"] = true;
        }

        return document;
    }

    /// <remarks>The version is null if the server does not track versions.</remarks>
    private static ConfigurationMap Of(SecretInfo secret) => new()
    {
        ["id"] = secret.Id.ToString(),
        ["name"] = secret.ReferenceName,
        ["scope"] = Text(secret.Scope),
        ["workspace"] = secret.Workspace.Name,
        ["user"] = secret.User.Name,
        ["created"] = Times.Text(secret.Created),
        ["updated"] = Times.Text(secret.Updated),
        ["version"] = secret.Version == 0 ? new ConfigurationNull() : secret.Version,
    };
}
