namespace Imds.Generators.Emit;

/// <summary>Writes the type behind <c>init</c>, for target frameworks that lack it.</summary>
internal static class InitEmitter
{
    public static FileTemplate Write(CodeStyle style) =>
        FileTemplate.Of("System.Runtime.CompilerServices", "", "IsExternalInit", style, (writer, types) =>
    {
        writer.Line("/// <summary>Lets the compiler set properties while an object is made; this target framework does not bring "
            + "it.</summary>");
        writer.GeneratedType(types);
        writer.Block("internal static class IsExternalInit", () => { });
    });
}
