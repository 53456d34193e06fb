using System.Reflection;
using System.Runtime.ExceptionServices;

namespace StorageConformance.Faults;

/// <summary>Numbers the calls to any interface of the storage, and to what they hand out: a process may end before each.</summary>
/// <remarks>Before is enough: to end after a call is to end before the next, or at the end of the run.</remarks>
public class NumberedCalls : DispatchProxy
{
    private object? _inner;
    private CallPoints? _points;

    public static T Around<T>(T inner, CallPoints points)
        where T : class
    {
        var around = Create<T, NumberedCalls>();
        var proxy = (NumberedCalls)(object)around;
        (proxy._inner, proxy._points) = (inner, points);
        return around;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.IsSpecialName)
        {
            // A property is no call, but what is behind it has some.
            var value = Call(targetMethod, args);
            return targetMethod.ReturnType.IsInterface
                ? typeof(NumberedCalls).GetMethod(nameof(Around))!.MakeGenericMethod(targetMethod.ReturnType).Invoke(null, [value, _points])
                : value;
        }

        _points!.Pass(targetMethod.Name);
        return Call(targetMethod, args);
    }

    private object? Call(MethodInfo method, object?[]? args)
    {
        try
        {
            return method.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
