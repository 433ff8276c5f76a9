using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Keeps the plain text of sensitive attributes, each sealed for its component and attribute.</summary>
internal sealed class ComponentValues(SqlSession session, ValueSealer sealer)
{
    private const string Purpose = "component attribute";

    /// <summary>The values of a component's sensitive attributes.</summary>
    public async Task<Dictionary<string, SensitiveString>> GetAsync(Id<Component> component, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            "SELECT v.attribute, v.key_id, v.wrapped_key, v.sealed FROM component_values v WHERE v.component_id = @id",
            reader => (
                Attribute: reader.GetString(0),
                Sealed: new SealedValue(reader.GetString(1), reader.GetBytes(2), reader.GetBytes(3))),
            cancellationToken, ("@id", component.ToStored()));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var values = new Dictionary<string, SensitiveString>(StringComparer.Ordinal);
        foreach (var (attribute, value) in rows)
        {
            var opened = sealer.Open(value, Purpose, Owner(component, attribute), default);
            values[attribute] = new SensitiveString(Encoding.UTF8.GetString(opened));
            CryptographicOperations.ZeroMemory(opened);
        }

        return values;
    }

    /// <summary>Seals the values that a component carries, leaves those that it only mentions, and deletes the others.</summary>
    public async Task PutAsync(Component component, CancellationToken cancellationToken)
    {
        var stored = await session.QueryAsync("SELECT v.attribute FROM component_values v WHERE v.component_id = @id",
            reader => reader.GetString(0), cancellationToken, ("@id", component.Id.ToStored()));
        foreach (var attribute in stored)
        {
            if (!component.Configuration.TryGetValue(attribute, out var current) || !IsStored(current))
            {
                await session.ExecuteAsync("DELETE FROM component_values WHERE component_id = @id AND attribute = "
                    + "@attribute", cancellationToken,
                    ("@id", component.Id.ToStored()), ("@attribute", attribute));
            }
        }

        foreach (var (attribute, value) in component.Configuration)
        {
            if (value.HoldsSensitive() && !IsStored(value))
            {
                await SealAsync(component.Id, attribute, Join(value), cancellationToken);
            }
        }
    }

    /// <summary>The attribute with the values that <see cref="GetAsync"/> found for it.</summary>
    public static ConfigurationValue Open(ConfigurationValue value, SensitiveString opened)
    {
        if (ComponentRows.IsWhole(value))
        {
            return new ConfigurationSensitive(opened);
        }

        using var texts = ((ConfigurationList)ConfigurationJson.Parse(opened.Reveal())).GetEnumerator();
        return value.WithLeaves(leaf => leaf is ConfigurationSensitive hidden && texts.MoveNext()
            ? hidden with { Value = ((ConfigurationText)texts.Current).Text }
            : leaf);
    }

    /// <remarks>An attribute is given as a whole, so its values are all there or none is.</remarks>
    private static bool IsStored(ConfigurationValue value) => value.Leaves().Any(leaf => leaf is ConfigurationSensitive { Value: null });

    /// <remarks>Of an attribute that is one encrypted text, the text; of others, a JSON list of the encrypted ones.</remarks>
    private static SensitiveString Join(ConfigurationValue value) => ComponentRows.IsWhole(value)
        ? ((ConfigurationSensitive)value).Value!
        : new SensitiveString(ConfigurationJson.Write(new ConfigurationList(
            value.Leaves().OfType<ConfigurationSensitive>().Select(each => new ConfigurationText(each.Value!.Reveal())))));

    public Task DeleteAsync(Id<Component> component, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM component_values WHERE component_id = @id", cancellationToken, ("@id", component.ToStored()));

    private async Task SealAsync(Id<Component> component, string attribute, SensitiveString text, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var plain = Encoding.UTF8.GetBytes(text.Reveal());
        var value = sealer.Seal(plain, Purpose, Owner(component, attribute), default);
        CryptographicOperations.ZeroMemory(plain);
        await session.ExecuteAsync(
            """
            INSERT INTO component_values (component_id, attribute, key_id, wrapped_key, sealed)
            VALUES (@component, @attribute, @key, @wrapped_key, @sealed)
            """,
            cancellationToken,
            ("@component", component.ToStored()), ("@attribute", attribute),
            ("@key", value.KeyId), ("@wrapped_key", value.WrappedKey), ("@sealed", value.Sealed));
    }

    private static byte[] Owner(Id<Component> component, string attribute) =>
        new AssociatedData().Add(component.Value).Add(attribute).ToArray();
}
