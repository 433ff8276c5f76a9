using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Components;

/// <summary>Reads the parts of components from request bodies.</summary>
internal static class ComponentBodies
{
    private static readonly string[] TypeNames = [.. ComponentTypes.All.Select(type => type.WireName())];

    /// <summary>The type; null if it is not given.</summary>
    public static ComponentType? Type(this RequestBody body, string name = "type") =>
        ComponentTypes.TryParse(body.Choice(name, TypeNames), out var type) ? type : null;

    /// <summary>The name; null if it is not given.</summary>
    public static string? ComponentName(this RequestBody body)
    {
        var name = body.Text("name", ResourceName.MaximumLength);
        if (SecretReference.TryParse(name, out _))
        {
            body.Report("name", "The name of a component cannot be a secret reference (type=value_error)");
        }

        return name;
    }

    /// <summary>Refuses a name by the contract's status for names; the one for configurations is another.</summary>
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

    /// <summary>The labels; null if they are absent or null. A label without a value is left out.</summary>
    public static OrderedDictionary<string, string>? Labels(this RequestBody body) => body.TextMap("labels") is { } labels
        ? new OrderedDictionary<string, string>(
            labels.Where(label => label.Value is not null).Select(label => KeyValuePair.Create(label.Key, label.Value!)))
        : null;

    /// <summary>Refuses a service connector: there is none here.</summary>
    public static void EnsureNoConnector(Guid? connector)
    {
        if (connector is { } id)
        {
            throw new ZenException(ErrorCode.NotFound, $"There is no service connector with the id {id}.");
        }
    }
}
