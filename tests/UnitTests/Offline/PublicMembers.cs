using System.Reflection;

namespace UnitTests.Offline;

/// <summary>An assembly's public members, a line each, in the form of aspire-13.5-members.txt.</summary>
internal static class PublicMembers
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(type => type.GetMembers(Declared).SelectMany(member => Line(type, member)).Prepend(Header(type)));

    /// <summary><c>Name  [kind] : bases</c>.</summary>
    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.GetInterfaces()
            .Where(known => known.Namespace!.StartsWith("Aspire", StringComparison.Ordinal) || known.Namespace == "Microsoft.Extensions.Hosting")
            .Append(type.BaseType)
            .Where(known => known is not null && known.FullName is not ("System.Object" or "System.ValueType" or "System.Enum"))
            .Select(known => TypeNames.Of(known!));
        return $"{TypeNames.Of(type)}  [{kind}] : {string.Join(", ", bases)}";
    }

    private static IEnumerable<string> Line(Type type, MemberInfo member)
    {
        var name = TypeNames.Of(type);
        var obsolete = member.CustomAttributes.Any(known => known.AttributeType.Name == nameof(ObsoleteAttribute)) ? "  (obsolete)" : "";
        switch (member)
        {
            case MethodInfo { IsSpecialName: false } method when !method.Name.Contains('<'):
                yield return $"{name}.{method.Name}{TypeNames.Constraints(method)}({This(method)}{Parameters(method)}) -> {TypeNames.Of(method.ReturnType)}{obsolete}";
                break;
            case PropertyInfo property:
                var accessors = (property.CanRead, property.GetSetMethod() is not null) switch
                {
                    (true, true) => "get set",
                    (true, false) => "get",
                    _ => "set",
                };
                yield return $"{name}.{property.Name} {{{accessors}}} -> {TypeNames.Of(property.PropertyType)}{obsolete}";
                break;
            case ConstructorInfo constructor:
                yield return $"{name}.new({Parameters(constructor)}){obsolete}";
                break;
            case FieldInfo { IsSpecialName: false } field:
                yield return $"{name}.{field.Name} -> {TypeNames.Of(field.FieldType)}{obsolete}";
                break;
        }
    }

    private static string This(MethodInfo method) =>
        method.CustomAttributes.Any(known => known.AttributeType.Name == "ExtensionAttribute") ? "this " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => $"{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? "?" : "")}"));
}
