namespace Imds.Generators.Emit;

/// <summary>Writes the constants of the values that a field is known to have.</summary>
internal static class ValuesEmitter
{
    public static FileTemplate Write(ValuesModel values, CodeStyle style) => FileTemplate.Of(Placeholder.Namespace, "", values.Name, style,
        (writer, types) => Write(values, style, writer, types));

    private static void Write(ValuesModel values, CodeStyle style, SourceWriter writer, TypeNames types)
    {
        var fields = string.Join(" and ", values.Fields.Select(field => $"<c>{CSharpText.Xml(field)}</c>"));
        writer.Line($"/// <summary>The values that {fields} can have{(values.IsClosed ? "" : ", as far as they are known")}.</summary>");
        writer.Line("/// <remarks>The service does not write them in the same case at all times: ignore case where you compare.</remarks>");
        writer.GeneratedType(types, values.ApiVersion);
        writer.Block($"{style.Accessibility} static class {values.Name}", () =>
        {
            var isFirst = true;
            foreach (var value in values.Constants)
            {
                if (!isFirst)
                {
                    writer.Line();
                }

                isFirst = false;
                writer.Summary(value.Description, $"The value `{value.Value}`");
                writer.Line($"public const string {value.Name} = {CSharpText.Literal(value.Value)};");
            }
        });
    }
}
