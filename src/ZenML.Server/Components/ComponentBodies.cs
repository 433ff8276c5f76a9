using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Components;

/// <summary>Reads the fields of components from request bodies.</summary>
internal static class ComponentBodies
{
    private static readonly string[] TypeNames = [.. ComponentTypes.All.Select(type => type.WireName())];

    /// <summary>Returns the type; null if it is absent.</summary>
    public static ComponentType? Type(this RequestBody body, string name = "type") =>
        ComponentTypes.TryParse(body.Choice(name, TypeNames), out var type) ? type : null;

    /// <summary>Returns the name; null if it is absent.</summary>
    public static string? ComponentName(this RequestBody body)
    {
        var name = body.Text("name", ResourceName.MaximumLength);
        if (SecretReference.TryParse(name, out _))
        {
            body.Report("name", "The name of a component cannot be a secret reference (type=value_error)");
        }

        return name;
    }

    /// <summary>Rejects an invalid name with the contract's status for names, which differs from that for configurations.</summary>
    public static void CheckName(ComponentType? type, string name)
    {
        try
        {
            ResourceName.Check(type?.Words() ?? "component", name);
        }
        catch (ZenException exception)
        {
            throw HttpFailure.Named(400, ErrorClass.Value, exception.Message);
        }
    }

    /// <summary>Returns the labels; null if they are absent or null. Omits labels without a value.</summary>
    public static OrderedDictionary<string, string>? Labels(this RequestBody body) => body.TextMap("labels") is { } labels
        ? new OrderedDictionary<string, string>(
            labels.Where(label => label.Value is not null).Select(label => KeyValuePair.Create(label.Key, label.Value!)))
        : null;

    /// <summary>Rejects a service connector: this server has none.</summary>
    public static void EnsureNoConnector(Guid? connector)
    {
        if (connector is { } id)
        {
            throw new ZenException(ErrorCode.NotFound, $"There is no service connector with the id {id}.");
        }
    }
}
