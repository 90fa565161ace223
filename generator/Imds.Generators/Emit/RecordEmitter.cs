namespace Imds.Generators.Emit;

/// <summary>Writes a record: its fields, what can be made of them, and last how it is read and written.</summary>
internal sealed class RecordEmitter
{
    private readonly RecordModel _record;
    private readonly CodeStyle _style;
    private readonly SourceWriter _writer;
    private readonly TypeNames _types;

    private RecordEmitter(RecordModel record, CodeStyle style, SourceWriter writer, TypeNames types) =>
        (_record, _style, _writer, _types) = (record, style, writer, types);

    public static FileTemplate Write(RecordModel record, CodeStyle style) => FileTemplate.Of(Placeholder.Namespace, "", record.Name, style,
        (writer, types) => new RecordEmitter(record, style, writer, types).Write());

    private void Write()
    {
        _writer.Summary(_record.Description, "A part of the service's metadata");
        _writer.GeneratedType(_types, _record.ApiVersion);
        _writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof({_types["ImdsRecordConverter"]}<{_record.Name}>))]");
        var implemented = RecordJsonEmitter.Interface(_record.Name, _types);
        _writer.Block($"{_style.Accessibility} sealed partial record {_record.Name} : {implemented}", () =>
        {
            _writer.Line($"/// <summary>The <c>{_record.Name}</c> without any values, which a missing object is read as.</summary>");
            _writer.Line($"public static {_record.Name} Empty {{ get; }} = new {_record.Name}();");
            foreach (var property in _record.Properties)
            {
                if (!_record.Own.Contains(property.Name))
                {
                    WriteProperty(property);
                }

                WriteField(property);
            }

            foreach (var reader in _record.Readers)
            {
                _writer.WriteReader(reader, _types);
            }

            if (_record.Signature is { } signature)
            {
                WriteVerify(signature);
            }

            if (_record.Properties.Any(property => property.IsSecret))
            {
                WritePrintMembers();
            }

            RecordJsonEmitter.Write(_record, _style, _writer, _types);
        });
    }

    private void WriteProperty(PropertyModel property)
    {
        _writer.Line();
        _writer.Summary(property.Description, $"The field {property.JsonName}");
        _writer.Remarks([.. property.Origins.Select((origin, i) => string.Join(" ", new[]
        {
            Doc.Since(origin.Introduced, origin.Withdrawn),
            $"Route: <c>{Doc.Route(origin.Route)}</c>.",
            i == property.Origins.Count - 1 ? ReaderEmitter.Hint(property) : "",
        }.Where(text => text.Length > 0)))]);
        foreach (var origin in property.Origins)
        {
            var endpoint = Named("Endpoint", origin.Endpoint == "instance" ? "" : origin.Endpoint);
            var versions = Named("Introduced", origin.Introduced) + Named("Withdrawn", origin.Withdrawn);
            _writer.Line($"[{_types["ImdsField"]}({CSharpText.Literal(origin.Path)}{endpoint}{versions})]");
        }

        var (type, empty) = TypeOf(property);
        var value = empty.Length == 0 ? "value" : $"value ?? {empty}";
        _writer.Line($"public {type} {property.Name} {{ get => {property.Field}; init => {property.Field} = {value}; }}");

        static string Named(string name, string value) => value.Length == 0 ? "" : $", {name} = {CSharpText.Literal(value)}";
    }

    private void WriteField(PropertyModel property)
    {
        var (type, empty) = TypeOf(property);
        _writer.Line($"private {type} {property.Field}{(empty.Length == 0 ? "" : $" = {empty}")};");
    }

    private (string Type, string Empty) TypeOf(PropertyModel property)
    {
        var type = property.IsList ? $"{_types["ImdsList"]}<{property.Item}>" : property.Type;
        return (type, property.IsList ? type + ".Empty" : property.Empty);
    }

    private void WriteVerify(SignatureModel signature)
    {
        var result = $"{_types["ImdsAttestationResult"]}<{signature.Document}>";
        _writer.Line();
        _writer.Line("/// <summary>Verifies the signature, its signer, the time and the nonce of this document.</summary>");
        _writer.Line("/// <param name=\"nonce\">The nonce that was sent in the request, if one was.</param>");
        _writer.Line("/// <param name=\"options\">What to verify the document against. The default is <c>new "
            + "ImdsAttestationOptions()</c>.</param>");
        _writer.Line("/// <param name=\"cancellationToken\">Cancels the verification, where it downloads certificates.</param>");
        _writer.Line($"/// <returns>The signed <see cref=\"{signature.Document}\"/>, or the reason not to trust it.</returns>");
        _writer.Line($"public {_types["Task"]}<{result}> VerifyAsync(");
        _writer.Indented(() => _writer.Line(
            $"string? nonce = null, {_types["ImdsAttestationOptions"]}? options = null, {_types["CancellationToken"]} cancellationToken "
            + "= default) =>"));
        _writer.Indented(() => _writer.Line(
            $"{_types["ImdsAttestation"]}.VerifyAsync<{signature.Document}>({signature.Field}, nonce, options, cancellationToken);"));
    }

    /// <summary>What ToString shows. The compiler's own would show secrets, which end up in logs.</summary>
    private void WritePrintMembers()
    {
        _writer.Line();
        _writer.Line("// ToString shows no secret.");
        _writer.Block($"private bool PrintMembers({_types["StringBuilder"]} builder)", () =>
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
}
