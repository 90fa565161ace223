namespace Imds.Generators.Emit;

/// <summary>Writes a route accessor: a struct whose members lead on, and whose methods make the calls.</summary>
internal sealed class AccessorEmitter
{
    private readonly AccessorModel _accessor;
    private readonly CodeStyle _style;
    private readonly SourceWriter _writer;
    private readonly TypeNames _types;

    private AccessorEmitter(AccessorModel accessor, CodeStyle style, SourceWriter writer, TypeNames types) =>
        (_accessor, _style, _writer, _types) = (accessor, style, writer, types);

    public static FileTemplate Write(AccessorModel accessor, CodeStyle style) =>
        FileTemplate.Of(Placeholder.Namespace, "Routes", accessor.Name, style,
        (writer, types) => new AccessorEmitter(accessor, style, writer, types).Write());

    private string Url => Doc.Url(_accessor.Template, _accessor.ApiVersion);

    private string Template => $"<c>{Doc.Route(_accessor.Template)}</c>";

    /// <summary>The list that this is an element of.</summary>
    private string List => $"<c>{Doc.Route(_accessor.Template.Substring(0, _accessor.Template.LastIndexOf('/')))}</c>";

    private string CancellationToken => $"{_types["CancellationToken"]} cancellationToken = default";

    private void Write()
    {
        var route = _types["ImdsRoute"];
        _writer.Summary(_accessor.Description, "A part of the service's metadata");
        _writer.Remarks(_accessor.IsGroup ? "" : Url);
        _writer.GeneratedType(_types, _accessor.ApiVersion.Length > 0 ? _accessor.ApiVersion : Placeholder.Version);
        _writer.Block($"{_style.Accessibility} readonly struct {_accessor.Name}", () =>
        {
            _writer.Line($"private readonly {route} _route;");
            _writer.Line();
            _writer.Line($"internal {_accessor.Name}({route} route) => _route = route;");
            if (_accessor.Item is { } item)
            {
                WriteIndexer(item);
            }

            foreach (var member in _accessor.Members)
            {
                WriteMember(member);
            }

            if (_accessor.Get is { } get)
            {
                WriteGet(get);
            }

            if (_accessor.Lists)
            {
                WriteList();
            }

            if (_accessor.Post is { } post)
            {
                WritePost(post);
            }

            if (_accessor.Watch is { } watch)
            {
                WriteWatch(watch, _accessor.Get!);
            }

            if (_accessor.Attest is { } attest)
            {
                WriteAttest(attest, _accessor.Get!);
            }

            _writer.Line();
            _writer.Line("/// <summary>Gets the route, as it stands in the URL.</summary>");
            _writer.Line("/// <returns>The route, without the service's address.</returns>");
            _writer.Line("public override string ToString() => _route.ToString();");
        });
    }

    private void WriteIndexer(MemberModel item)
    {
        _writer.Line();
        _writer.Line($"/// <summary>One element of {Template}.</summary>");
        _writer.Remarks(Doc.Url(item.Template, _accessor.ApiVersion, item.IsLeaf ? "text" : ""));
        _writer.Line("/// <param name=\"index\">Its index, counted from 0.</param>");
        _writer.Line($"public {Type(item)} this[int index] => new {Type(item)}(_route.At({CSharpText.Literal(item.Template)}, index));");
    }

    private void WriteMember(MemberModel member)
    {
        _writer.WriteEndpoint(member, _types);
        _writer.Line();
        _writer.Summary(member.Description, "A part of the service's metadata");
        _writer.Remarks(
            Doc.Since(member.Introduced),
            member.IsGroup ? "" : Doc.Url(member.Template, member.Version ?? _accessor.ApiVersion, member.IsLeaf ? "text" : ""));
        _writer.Line($"public {Type(member)} {member.Name} => new {Type(member)}(_route.To({EndpointEmitter.Target(member)}));");
    }

    private string Type(MemberModel member) => member.IsLeaf ? $"{_types["ImdsLeaf"]}<{member.Type}>" : member.Type;

    private void WriteGet(GetModel get)
    {
        _writer.Line();
        var isElement = _accessor.Template.EndsWith("}", StringComparison.Ordinal);
        var summary = isElement
            ? $"Gets one element of {List}, the one at the index."
            : Doc.Gets(_accessor.Description, _accessor.Template);
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Remarks($"<c>GET</c> {Url}");
        foreach (var parameter in get.Parameters)
        {
            _writer.Parameter(parameter.Identifier, parameter.Description);
        }

        _writer.Call(_types, (get.IsList, get.Kind) switch
        {
            (true, ValueKind.Object) => $"A list of <see cref=\"{get.Item}\"/>; empty where the service has none.",
            (true, _) => "The values; an empty list where the service has none.",
            (_, ValueKind.Object) => $"The <see cref=\"{get.Item}\"/>; what the service leaves out is empty.",
            _ => "The value.",
        });

        var item = get.IsList ? $"{_types["ImdsList"]}<{get.Item}>" : get.Item;
        var read = get.Kind == ValueKind.Object ? "" : $"{_types["ImdsJson"]}.Read{get.Kind}, ";
        var query = get.Parameters.Count > 0 ? Query(get) + ", " : get.IsList ? "null, " : "";
        _writer.Line($"public {_types["Task"]}<{item}> "
            + $"GetAsync({string.Concat(get.Parameters.Select(parameter => Declaration(parameter) + ", "))}{CancellationToken}) =>");
        _writer.Indented(() => _writer.Line($"_route.Get{(get.IsList ? "List" : "")}Async<{get.Item}>({read}{query}cancellationToken);"));
    }

    private static string Declaration(ParameterModel parameter) => parameter switch
    {
        { IsFlag: true, IsRequired: true } => $"bool {parameter.Identifier}",
        { IsFlag: true } => $"bool {parameter.Identifier} = false",
        { IsRequired: true } => $"string {parameter.Identifier}",
        _ => $"string? {parameter.Identifier} = null",
    };

    private string Query(GetModel get)
    {
        var values = get.Parameters.Select(parameter => $"{{ {CSharpText.Literal(parameter.Name)}, {Value(parameter)} }}");
        return $"new {_types["ImdsQuery"]} {{ {string.Join(", ", values)} }}";
    }

    private static string Value(ParameterModel parameter) => parameter switch
    {
        { IsFlag: true, IsRequired: true } => $"{parameter.Identifier} ? \"true\" : \"false\"",
        { IsFlag: true } => $"{parameter.Identifier} ? \"true\" : null",
        _ => parameter.Identifier,
    };

    private void WriteList()
    {
        var isList = _accessor.Get is { IsList: true };
        _writer.Line();
        var listed = isList ? "indexes of the elements of" : "names of the fields in";
        _writer.Line($"/// <summary>Lists the {listed} {Template}.</summary>");
        _writer.Remarks($"<c>GET</c> {Doc.Url(_accessor.Template, _accessor.ApiVersion, "text")}");
        _writer.Call(_types,
            $"The {(isList ? "indexes" : "names")} that the service has; {(isList ? "an index" : "a name")} that leads to more ends in "
            + "<c>/</c>.");
        _writer.Line($"public {_types["Task"]}<{_types["ImdsList"]}<string>> ListAsync({CancellationToken}) => "
            + "_route.ListAsync(cancellationToken);");
    }

    private void WritePost(PostModel post)
    {
        _writer.Line();
        _writer.Summary(post.Description, $"Sends a document to `{_accessor.Template}`");
        _writer.Remarks($"<c>POST</c> {Url}");
        _writer.Line($"/// <param name=\"body\">The <see cref=\"{post.Type}\"/> to send.</param>");
        _writer.Call(_types);
        _writer.Line($"public {_types["Task"]} PostAsync({post.Type} body, {CancellationToken}) => _route.PostAsync<{post.Type}>(body, "
            + "cancellationToken);");

        if (post.Approve is not { } approve)
        {
            return;
        }

        _writer.Line();
        _writer.Line("/// <summary>Lets one event begin before its time, for all machines that it affects.</summary>");
        _writer.Remarks($"<c>POST</c> {Url}");
        _writer.Line("/// <param name=\"eventId\">The id of the event.</param>");
        _writer.Call(_types);
        _writer.Line($"public {_types["Task"]} ApproveAsync(string eventId, {CancellationToken}) =>");
        _writer.Indented(() => _writer.Line(
            $"PostAsync(new {post.Type} {{ {approve.Requests} = new[] {{ new {approve.Request} {{ {approve.Id} = eventId }} }} }}, "
            + "cancellationToken);"));
    }

    private void WriteAttest(AttestModel attest, GetModel get)
    {
        var options = _types["ImdsAttestationOptions"];
        _writer.Line();
        _writer.Line("/// <summary>Asks for a document with a new nonce, and verifies its signature, its signer, the time and the "
            + "nonce.</summary>");
        _writer.Remarks($"<c>GET</c> {Url}, again where the service answers with a document for an earlier nonce");
        _writer.Line($"/// <param name=\"options\">What to verify the document against. The default is <c>new {options}()</c>.</param>");
        _writer.Call(_types, $"The signed <see cref=\"{attest.Document}\"/>, or the reason not to trust it.");
        _writer.Line(
            $"public {_types["Task"]}<{_types["ImdsAttestationResult"]}<{attest.Document}>> AttestAsync({options}? options = null, "
            + $"{CancellationToken}) =>");
        _writer.Indented(() => _writer.Line(
            $"{_types["ImdsAttestation"]}.AttestAsync<{get.Item}, {attest.Document}>(GetAsync, static reply => reply.{attest.Signature}, "
            + "options, cancellationToken);"));
    }

    private void WriteWatch(WatchModel watch, GetModel get)
    {
        var options = _types["ImdsWatchOptions"];
        _writer.Line();
        _writer.Line("/// <summary>Watches the list: gives the events that are on it now, and then what changes, until it is "
            + "cancelled.</summary>");
        _writer.Remarks($"<c>GET</c> {Url}, again and again");
        foreach (var parameter in get.Parameters)
        {
            _writer.Parameter(parameter.Identifier, parameter.Description);
        }

        _writer.Line("/// <param name=\"options\">How often to look, and how long to bear with failures. The default is <c>new "
            + $"{options}()</c>.</param>");
        _writer.Line("/// <param name=\"cancellationToken\">Ends the watch.</param>");
        _writer.Line("/// <returns>The changes, as they come.</returns>");
        _writer.Line($"/// <exception cref=\"{_types["ImdsException"]}\">The service refuses the request, or has failed for longer than "
            + "the options allow.</exception>");
        _writer.Line($"/// <exception cref=\"{_types["OperationCanceledException"]}\">The watch was cancelled.</exception>");

        var parameters = get.Parameters.Select(Declaration).Append($"{options}? options = null").Append(CancellationToken);
        var shape = $"{_types["ImdsEventShape"]}<{get.Item}, {watch.Event}>";
        _writer.Line($"public {_types["IAsyncEnumerable"]}<{_types["ImdsEventChange"]}<{watch.Event}>> "
            + $"WatchAsync({string.Join(", ", parameters)}) =>");
        _writer.Indented(() => _writer.Line(
            $"{_types["ImdsEventWatch"]}.WatchAsync<{get.Item}, {watch.Event}>(_route, "
            + $"{(get.Parameters.Count > 0 ? Query(get) : "null")}, Shape, options, cancellationToken);"));
        _writer.Line();
        _writer.Line($"private static readonly {shape} Shape = new {shape}(");
        _writer.Indented(() => _writer.Line(
            $"static list => list.{watch.Incarnation}, static list => list.{watch.Events}, static item => item.{watch.Id}, static item "
            + $"=> item.{watch.Status});"));
    }
}
