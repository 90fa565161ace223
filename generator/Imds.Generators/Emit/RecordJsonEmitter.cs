namespace Imds.Generators.Emit;

/// <summary>Writes how a record is read from JSON, and how it is written.</summary>
internal sealed class RecordJsonEmitter
{
    private readonly RecordModel _record;
    private readonly CodeStyle _style;
    private readonly SourceWriter _writer;
    private readonly TypeNames _types;

    private RecordJsonEmitter(RecordModel record, CodeStyle style, SourceWriter writer, TypeNames types) =>
        (_record, _style, _writer, _types) = (record, style, writer, types);

    /// <summary>Writes the members into the record's type.</summary>
    public static void Write(RecordModel record, CodeStyle style, SourceWriter writer, TypeNames types) =>
        new RecordJsonEmitter(record, style, writer, types).Write();

    /// <summary>What the members implement.</summary>
    public static string Interface(string record, TypeNames types) => $"{types["IImdsRecord"]}<{record}>";

    private void Write()
    {
        WriteParse();
        if (!_record.Own.Contains("ToJson"))
        {
            WriteToJson();
        }

        WriteRead();
        WriteWriteMembers();
        WriteNames();
    }

    private string Interface(string record) => Interface(record, _types);

    private void WriteParse()
    {
        _writer.Line();
        _writer.Line($"/// <summary>Reads a JSON document as <c>{_record.Name}</c>. Missing, null and unknown members are not "
            + "errors.</summary>");
        _writer.Line("/// <param name=\"json\">The document.</param>");
        WriteParseDocs();
        _writer.Line($"public static {_record.Name} Parse(string json) => {_types["ImdsJson"]}.Parse<{_record.Name}>(json);");
        _writer.Line();
        _writer.Line($"/// <summary>Reads a JSON document as <c>{_record.Name}</c>. Missing, null and unknown members are not "
            + "errors.</summary>");
        _writer.Line("/// <param name=\"utf8Json\">The document, as UTF-8.</param>");
        WriteParseDocs();
        _writer.Line(
            $"public static {_record.Name} Parse({_types["ReadOnlySpan"]}<byte> utf8Json) => "
            + $"{_types["ImdsJson"]}.Parse<{_record.Name}>(utf8Json);");
    }

    private void WriteParseDocs()
    {
        _writer.Line("/// <returns>What the document holds; empty where it is JSON of another kind.</returns>");
        _writer.Line($"/// <exception cref=\"{_types["JsonException"]}\">The text is not JSON, is cut short or nested too deeply; the "
            + "message says where.</exception>");
    }

    private void WriteToJson()
    {
        _writer.Line();
        _writer.Line("/// <summary>Writes all fields as a JSON object.</summary>");
        _writer.Line("/// <returns>The JSON, without white space.</returns>");
        _writer.Line($"public string ToJson() => {_types["ImdsJson"]}.Write(this);");
    }

    private void WriteRead()
    {
        var json = _types["ImdsJson"];
        _writer.Line();
        _writer.Block($"{_record.Name} {Interface(_record.Name)}.Read(ref {_types["Utf8JsonReader"]} reader)", () =>
        {
            _writer.Line($"if (!{json}.BeginObject(ref reader)) return Empty;");
            _writer.Line();
            _writer.Line($"var result = new {_record.Name}();");
            _writer.Block($"while ({json}.NextMember(ref reader))", () =>
            {
                _writer.Line($"var name = {json}.Name(ref reader);");
                _writer.Block("switch (name.Length)", () =>
                {
                    foreach (var length in _record.Properties.GroupBy(property => System.Text.Encoding.UTF8.GetByteCount(property.JsonName))
                        .OrderBy(group => group.Key))
                    {
                        _writer.Line($"case {length.Key.ToString(CultureInfo.InvariantCulture)}:");
                        _writer.Indented(() =>
                        {
                            foreach (var property in length)
                            {
                                WriteReadMember(property);
                            }

                            _writer.Line("break;");
                        });
                    }
                });
                _writer.Line($"{json}.Skip(ref reader);");
            });
            _writer.Line("return result;");
        });
    }

    private void WriteReadMember(PropertyModel property)
    {
        var name = CSharpText.Utf8(property.JsonName, _style.Utf8Literals);
        _writer.Line($"if ({_types["ImdsJson"]}.Is(name, {name})) {{ result.{property.Field} = {Read(property)}; continue; }}");
    }

    private string Read(PropertyModel property)
    {
        var json = _types["ImdsJson"];
        return property switch
        {
            { IsList: true, Kind: ValueKind.Object } => $"{json}.ReadList<{property.Item}>(ref reader)",
            { IsList: true } => $"{json}.ReadList(ref reader, {json}.Read{property.Kind})",
            { Kind: ValueKind.Object } => $"(({Interface(property.Item)})result.{property.Field}).Read(ref reader)",
            _ => $"{json}.Read{property.Kind}(ref reader)",
        };
    }

    private void WriteWriteMembers()
    {
        _writer.Line();
        _writer.Block($"void {Interface(_record.Name)}.WriteMembers({_types["Utf8JsonWriter"]} writer)", () =>
        {
            foreach (var property in _record.Properties)
            {
                WriteMember(property);
            }
        });
    }

    private void WriteMember(PropertyModel property)
    {
        var json = _types["ImdsJson"];
        var name = "JsonNames." + property.Name;
        switch (property)
        {
            case { IsList: true, Kind: ValueKind.Object }:
                _writer.Line($"{json}.WriteList(writer, {name}, {property.Field});");
                break;
            case { IsList: true }:
                _writer.Line($"{json}.WriteList(writer, {name}, {property.Field}, static (writer, item) => "
                    + $"writer.Write{Method(property.Kind)}Value(item));");
                break;
            case { Kind: ValueKind.Object }:
                _writer.Line($"{json}.BeginObject(writer, {name});");
                _writer.Line($"(({Interface(property.Item)}){property.Field}).WriteMembers(writer);");
                _writer.Line($"{json}.EndObject(writer);");
                break;
            case { Kind: ValueKind.String }:
                _writer.Line($"{json}.WriteString(writer, {name}, {property.Field});");
                break;
            default:
                _writer.Line($"writer.Write{Method(property.Kind)}({name}, {property.Field});");
                break;
        }
    }

    private static string Method(ValueKind kind) => kind switch
    {
        ValueKind.String => "String",
        ValueKind.Boolean => "Boolean",
        _ => "Number",
    };

    private void WriteNames()
    {
        if (_record.Properties.Count == 0)
        {
            return;
        }

        _writer.Line();
        _writer.Line("// Escaped and encoded once, when a first value is written.");
        _writer.Block("private static class JsonNames", () =>
        {
            foreach (var property in _record.Properties)
            {
                var text = _types["JsonEncodedText"];
                _writer.Line($"internal static readonly {text} {property.Name} = {text}.Encode({CSharpText.Literal(property.JsonName)});");
            }
        });
    }
}
