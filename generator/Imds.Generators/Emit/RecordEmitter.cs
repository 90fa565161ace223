namespace Imds.Generators.Emit;

/// <summary>Writes a record: its properties, how it is read from JSON and how it is written.</summary>
internal sealed class RecordEmitter
{
    private static readonly string[] Usings =
        ["System", "System.ComponentModel", "System.Text.Json", "System.Text.Json.Serialization", "System.Threading", "System.Threading.Tasks", "Imds.Runtime"];

    private readonly RecordModel _record;
    private readonly CodeStyle _style;
    private readonly SourceWriter _writer;

    private RecordEmitter(RecordModel record, CodeStyle style, SourceWriter writer) => (_record, _style, _writer) = (record, style, writer);

    public static Draft Write(RecordModel record, CodeStyle style) =>
        Draft.Of(Blank.Namespace, record.Name, Usings, writer => new RecordEmitter(record, style, writer).Write());

    private void Write()
    {
        _writer.Summary(_record.Description, "A part of the service's metadata");
        _writer.Line($"[ImdsType(\"{_record.ApiVersion}\")]");
        _writer.Line($"[JsonConverter(typeof({_record.Name}.Converter))]");
        _writer.Block($"{_style.Accessibility} sealed partial record {_record.Name}", () =>
        {
            _writer.Line("/// <summary>The one with nothing in it, which an absent object reads as.</summary>");
            _writer.Line($"public static {_record.Name} Empty {{ get; }} = new {_record.Name}();");
            foreach (var property in _record.Properties)
            {
                WriteProperty(property);
            }

            foreach (var time in _record.Times)
            {
                WriteTime(time);
            }

            if (_record.Signature is { } signature)
            {
                WriteVerify(signature);
            }

            WriteParse();
            WriteRead();
            WriteWriteTo();
            if (_record.Properties.Any(property => property.IsSecret))
            {
                WritePrintMembers();
            }

            WriteConverter();
        });
    }

    private void WriteProperty(PropertyModel property)
    {
        _writer.Line();
        _writer.Summary(property.Description, $"The field {property.JsonName}");
        _writer.Remarks([.. property.Origins.Select(origin =>
            (Doc.Since(origin.Introduced, origin.Withdrawn) + $" Route: <c>{CSharpText.Xml(origin.Route)}</c>.").TrimStart())]);
        foreach (var origin in property.Origins)
        {
            _writer.Line($"[ImdsField({CSharpText.Literal(origin.Path)}{Named("Endpoint", origin.Endpoint == "instance" ? "" : origin.Endpoint)}{Named("Introduced", origin.Introduced)}{Named("Withdrawn", origin.Withdrawn)})]");
        }

        if (property.Empty.Length == 0)
        {
            _writer.Line($"public {property.Type} {property.Name} {{ get => {property.Field}; init => {property.Field} = value; }}");
            _writer.Line($"private {property.Type} {property.Field};");
        }
        else
        {
            _writer.Line($"public {property.Type} {property.Name} {{ get => {property.Field}; init => {property.Field} = value ?? {property.Empty}; }}");
            _writer.Line($"private {property.Type} {property.Field} = {property.Empty};");
        }

        static string Named(string name, string value) => value.Length == 0 ? "" : $", {name} = {CSharpText.Literal(value)}";
    }

    private void WriteTime(TimeModel time)
    {
        _writer.Line();
        _writer.Line($"/// <summary>The point in time that <see cref=\"{time.Property}\"/> stands for, or null where it is empty.</summary>");
        _writer.Line("/// <exception cref=\"FormatException\">The text is no time in a form of the service.</exception>");
        _writer.Line($"public DateTimeOffset? {time.Method}() => {time.Field}.AsImdsTime();");
    }

    private void WriteVerify(SignatureModel signature)
    {
        _writer.Line();
        _writer.Line("/// <summary>Checks the signature, its signer, the time and the nonce, and gives the signed document or the reason not to trust it.</summary>");
        _writer.Line("/// <param name=\"nonce\">The nonce that was sent in the request, if one was.</param>");
        _writer.Line("/// <param name=\"options\">What to hold the document against; the defaults unless given.</param>");
        _writer.Line("/// <param name=\"cancellationToken\">Ends the check, where it fetches certificates.</param>");
        _writer.Line($"public Task<ImdsAttestationResult<{signature.Document}>> VerifyAsync(string? nonce = null, ImdsAttestationOptions? options = null, CancellationToken cancellationToken = default) =>");
        _writer.Indented(() => _writer.Line($"ImdsAttestation.VerifyAsync<{signature.Document}>({signature.Field}, nonce, {signature.Read}, options, cancellationToken);"));
    }

    private void WriteParse()
    {
        _writer.Line();
        _writer.Line("/// <summary>Reads a JSON document. Absent, null and unknown members are no error; text that is not JSON is.</summary>");
        _writer.Line("/// <exception cref=\"JsonException\">The text is not JSON, cut short or too deep; line and position say where.</exception>");
        _writer.Line($"public static {_record.Name} Parse(string json) => ImdsJson.Parse(json, Read);");
        _writer.Line();
        _writer.Line("/// <inheritdoc cref=\"Parse(string)\"/>");
        _writer.Line($"public static {_record.Name} Parse(ReadOnlySpan<byte> utf8Json) => ImdsJson.Parse(utf8Json, Read);");
    }

    private void WriteRead()
    {
        _writer.Line();
        _writer.Line("/// <summary>Reads the value that the reader stands on.</summary>");
        _writer.Block($"public static {_record.Name} Read(ref Utf8JsonReader reader)", () =>
        {
            _writer.Line("if (!ImdsJson.BeginObject(ref reader)) return Empty;");
            _writer.Line();
            _writer.Line($"var result = new {_record.Name}();");
            _writer.Block("while (ImdsJson.NextMember(ref reader))", () =>
            {
                _writer.Line("var name = ImdsJson.Name(ref reader);");
                _writer.Block("switch (name.Length)", () =>
                {
                    foreach (var length in _record.Properties.GroupBy(property => System.Text.Encoding.UTF8.GetByteCount(property.JsonName)).OrderBy(group => group.Key))
                    {
                        _writer.Line($"case {length.Key.ToString(CultureInfo.InvariantCulture)}:");
                        _writer.Indented(() =>
                        {
                            foreach (var property in length)
                            {
                                _writer.Line($"if (name.SequenceEqual({CSharpText.Utf8(property.JsonName, _style.Utf8Literals)})) {{ result.{property.Field} = {property.Read}; continue; }}");
                            }

                            _writer.Line("break;");
                        });
                    }
                });
                _writer.Line("ImdsJson.Skip(ref reader);");
            });
            _writer.Line("return result;");
        });
    }

    private void WriteWriteTo()
    {
        _writer.Line();
        _writer.Line("/// <summary>All fields as a JSON object.</summary>");
        _writer.Line("public string ToJson() => ImdsJson.Write(this, static (writer, value) => value.WriteTo(writer));");
        _writer.Line();
        _writer.Line("/// <summary>Writes all fields as a JSON object.</summary>");
        _writer.Block("public void WriteTo(Utf8JsonWriter writer)", () =>
        {
            _writer.Line("ImdsJson.BeginObject(writer);");
            _writer.Line("WriteMembers(writer);");
            _writer.Line("ImdsJson.EndObject(writer);");
        });
        _writer.Line();
        _writer.Block("internal void WriteMembers(Utf8JsonWriter writer)", () =>
        {
            foreach (var property in _record.Properties)
            {
                WriteMember(property);
            }
        });
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
                _writer.Line($"internal static readonly JsonEncodedText {property.Name} = JsonEncodedText.Encode({CSharpText.Literal(property.JsonName)});");
            }
        });
    }

    private void WriteMember(PropertyModel property)
    {
        var name = "JsonNames." + property.Name;
        if (property.IsList)
        {
            _writer.Line($"ImdsJson.WriteList(writer, {name}, {property.Field}, static (writer, item) => {WriteItem(property.Kind)});");
        }
        else if (property.Kind == ValueKind.Object)
        {
            _writer.Line($"ImdsJson.BeginObject(writer, {name});");
            _writer.Line($"{property.Field}.WriteMembers(writer);");
            _writer.Line("ImdsJson.EndObject(writer);");
        }
        else if (property.Kind == ValueKind.String)
        {
            _writer.Line($"ImdsJson.WriteString(writer, {name}, {property.Field});");
        }
        else
        {
            _writer.Line($"writer.Write{Method(property.Kind)}({name}, {property.Field});");
        }
    }

    private static string WriteItem(ValueKind kind) => kind == ValueKind.Object ? "item.WriteTo(writer)" : $"writer.Write{Method(kind)}Value(item)";

    private static string Method(ValueKind kind) => kind switch
    {
        ValueKind.String => "String",
        ValueKind.Boolean => "Boolean",
        _ => "Number",
    };

    /// <summary>What ToString shows. The compiler's own would show secrets, which end up in logs.</summary>
    private void WritePrintMembers()
    {
        _writer.Line();
        _writer.Block("private bool PrintMembers(System.Text.StringBuilder builder)", () =>
        {
            var separator = "";
            foreach (var property in _record.Properties)
            {
                var value = property.IsSecret ? $"{property.Field}.Length == 0 ? \"\" : \"***\"" : property.Field;
                _writer.Line($"builder.Append({CSharpText.Literal($"{separator}{property.Name} = ")}).Append({value});");
                separator = ", ";
            }
            _writer.Line("return true;");
        });
    }

    private void WriteConverter()
    {
        _writer.Line();
        _writer.Line("/// <summary>Lets <see cref=\"JsonSerializer\"/> read and write this type.</summary>");
        _writer.Line("[EditorBrowsable(EditorBrowsableState.Never)]");
        _writer.Block($"public sealed class Converter : JsonConverter<{_record.Name}>", () =>
        {
            _writer.Line("/// <inheritdoc/>");
            _writer.Line("public override bool HandleNull => true;");
            _writer.Line();
            _writer.Line("/// <inheritdoc/>");
            _writer.Line($"public override {_record.Name} Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => {_record.Name}.Read(ref reader);");
            _writer.Line();
            _writer.Line("/// <inheritdoc/>");
            _writer.Block($"public override void Write(Utf8JsonWriter writer, {_record.Name}? value, JsonSerializerOptions options)", () =>
            {
                _writer.Line("if (value is null) writer.WriteNullValue();");
                _writer.Line("else value.WriteTo(writer);");
            });
        });
    }
}
