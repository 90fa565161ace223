// Types that netstandard2.0 lacks and that the compiler looks up by name.
namespace System
{
    /// <summary>Behind list patterns.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>Behind <c>init</c> and records.</summary>
    internal static class IsExternalInit;

    /// <summary>Behind collection expressions of a type of one's own.</summary>
    [AttributeUsage(AttributeTargets.Struct)]
    internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
    {
        public Type BuilderType { get; } = builderType;

        public string MethodName { get; } = methodName;
    }
}
