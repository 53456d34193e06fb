using System.Reflection;

namespace UnitTests.Offline;

internal static class TypeNames
{
    private static readonly HashSet<string?> Short =
        ["System", "System.Threading", "System.Threading.Tasks", "System.Collections.Generic"];

    public static string Of(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Of(type.GetElementType()!) + (type.IsByRef ? "&" : "[]");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = Short.Contains(type.Namespace) ? type.Name
            : type.DeclaringType is { } outer ? $"{Of(outer)}.{type.Name}"
            : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(",", type.GetGenericArguments().Select(Of))}>" : name;
    }

    /// <summary><c>&lt;T : A &amp; new()&gt;</c>, or nothing.</summary>
    public static string Constraints(MethodInfo method) => method.IsGenericMethodDefinition
        ? $"<{string.Join(",", method.GetGenericArguments().Select(Constraints))}>"
        : "";

    private static string Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var all = parameter.GetGenericParameterConstraints().Select(Of).ToList();
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            all.Add("class");
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            all.Add("new()");
        }

        return all.Count == 0 ? parameter.Name : $"{parameter.Name} : {string.Join(" & ", all)}";
    }
}
