using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ZenML.Client.Tests.PublicApi;

/// <summary>The public types of an assembly and their members as text, sorted.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(FullName(type)).Append(Bases(type)).Append('\n');
            foreach (var member in Members(type).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = new List<string>();
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
        {
            bases.Add(Name(parent));
        }

        if (!type.IsEnum)
        {
            bases.AddRange(type.GetInterfaces().Where(each => each.IsPublic).Select(Name).Order(StringComparer.Ordinal));
        }

        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        var fields = type.GetFields(Declared).Where(field =>
            IsVisible(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName);
        foreach (var field in fields)
        {
            yield return field.IsLiteral
                ? $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
                : $"field {Name(field.FieldType)} {field.Name}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(each => IsVisible(each)))
        {
            yield return $"new({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            var get = property.GetMethod is { } getter && IsVisible(getter) ? " get;" : "";
            var set = property.SetMethod is { } setter && IsVisible(setter) ? IsInit(setter) ? " init;" : " set;" : "";
            if (get.Length + set.Length > 0)
            {
                var index = string.Join(", ", property.GetIndexParameters().Select(Parameter));
                var name = index.Length > 0 ? $"this[{index}]" : property.Name;
                yield return $"{Virtual(property.GetMethod ?? property.SetMethod!)}{Name(property.PropertyType)} {name} {{{get}{set} }}";
            }
        }

        var methods = type.GetMethods(Declared).Where(method =>
            IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)));
        foreach (var method in methods)
        {
            var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
            var modifier = method.IsStatic ? "static " : Virtual(method);
            yield return $"{modifier}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
        }
    }

    /// <summary>Whether a fake can override it.</summary>
    private static string Virtual(MethodInfo method) =>
        method is { IsVirtual: true, IsFinal: false, DeclaringType.IsInterface: false } && method.GetBaseDefinition() == method
            ? "virtual "
            : "";

    /// <summary>Equality and the like of records follow from their properties and are left out.</summary>
    private static bool IsVisible(MethodBase method) =>
        IsVisible(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly)
        && (method.IsSpecialName || !method.IsDefined(typeof(CompilerGeneratedAttribute)))
        && !(method.Name.StartsWith("op_", StringComparison.Ordinal) && method.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static bool IsVisible(bool isPublic, bool isForDerived) => isPublic || isForDerived;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "");

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static string FullName(Type type) => $"{type.Namespace}.{Name(type)}";
}
