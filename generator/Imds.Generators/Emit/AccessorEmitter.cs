namespace Imds.Generators.Emit;

/// <summary>Writes a route accessor: a struct whose members lead on, and whose methods make the calls.</summary>
internal sealed class AccessorEmitter
{
    private static readonly string[] Usings = ["System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "Imds.Runtime"];

    private readonly AccessorModel _accessor;
    private readonly CodeStyle _style;
    private readonly SourceWriter _writer;

    private AccessorEmitter(AccessorModel accessor, CodeStyle style, SourceWriter writer) => (_accessor, _style, _writer) = (accessor, style, writer);

    public static Draft Write(AccessorModel accessor, CodeStyle style) =>
        Draft.Of(Blank.Namespace + ".Routes", accessor.Name, Usings, writer => new AccessorEmitter(accessor, style, writer).Write());

    private void Write()
    {
        _writer.Summary(_accessor.Description, "A part of the service's metadata");
        _writer.Remarks(Doc.Url(_accessor.Template, _accessor.ApiVersion));
        _writer.Line($"[ImdsType(\"{(_accessor.ApiVersion.Length > 0 ? _accessor.ApiVersion : Blank.Version)}\")]");
        _writer.Block($"{_style.Accessibility} readonly struct {_accessor.Name}", () =>
        {
            _writer.Line("private readonly ImdsRoute _route;");
            _writer.Line();
            _writer.Line($"internal {_accessor.Name}(ImdsRoute route) => _route = route;");
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

            _writer.Line();
            _writer.Line("/// <summary>The route, as it stands in the URL.</summary>");
            _writer.Line("public override string ToString() => _route.ToString();");
        });
    }

    private void WriteIndexer(MemberModel item)
    {
        _writer.Line();
        _writer.Line("/// <summary>The element at an index, counted from 0.</summary>");
        _writer.Remarks(Doc.Url(item.Template, _accessor.ApiVersion));
        _writer.Line($"public {item.Type} this[int index] => new {item.Type}(_route.At({CSharpText.Literal(item.Template)}, index));");
    }

    private void WriteMember(MemberModel member)
    {
        _writer.Line();
        _writer.Summary(member.Description, "A part of the service's metadata");
        var isLeaf = member.Type.StartsWith("ImdsLeaf<", StringComparison.Ordinal);
        _writer.Remarks(Doc.Since(member.Introduced), Doc.Url(member.Template, member.Version ?? _accessor.ApiVersion, isLeaf ? "text" : ""));
        _writer.Line($"public {member.Type} {member.Name} => new {member.Type}(_route.To({CSharpText.Literal(member.Template)}{Version(member)}));");
    }

    /// <summary>An endpoint below a group may follow another line of versions than the client.</summary>
    private static string Version(MemberModel member) => member.Version is { } version ? $", {CSharpText.Literal(version)}" : "";

    private void WriteGet(GetModel get)
    {
        _writer.Line();
        _writer.Line($"/// <summary>Asks for {(get.IsList ? "all of them" : "the whole of it")}.</summary>");
        _writer.Remarks($"<c>GET</c> {Doc.Url(_accessor.Template, _accessor.ApiVersion)}");
        foreach (var parameter in get.Parameters)
        {
            _writer.Parameter(parameter.Identifier, parameter.Description);
        }

        WriteCallDocs();

        var parameters = get.Parameters.Select(Declaration).Append("CancellationToken cancellationToken = default");
        var read = get.IsList ? $"static (ref System.Text.Json.Utf8JsonReader reader) => ImdsJson.ReadList(ref reader, {get.Read})" : get.Read;
        _writer.Line($"public Task<{get.Type}> GetAsync({string.Join(", ", parameters)}) =>");
        _writer.Indented(() => _writer.Line($"_route.GetAsync<{get.Type}>({read}, {Query(get)}cancellationToken);"));
    }

    private static string Declaration(ParameterModel parameter) => parameter switch
    {
        { IsFlag: true } => $"bool {parameter.Identifier} = false",
        { IsRequired: true } => $"string {parameter.Identifier}",
        _ => $"string? {parameter.Identifier} = null",
    };

    private static string Query(GetModel get)
    {
        if (get.Parameters.Count == 0)
        {
            return "";
        }

        var values = get.Parameters.Select(parameter =>
            $"{{ {CSharpText.Literal(parameter.Name)}, {(parameter.IsFlag ? $"{parameter.Identifier} ? \"true\" : null" : parameter.Identifier)} }}");
        return $"new ImdsQuery {{ {string.Join(", ", values)} }}, ";
    }

    private void WriteList()
    {
        _writer.Line();
        _writer.Line("/// <summary>Asks for the names of what is here; those that hold more end in <c>/</c>.</summary>");
        _writer.Remarks($"<c>GET</c> {Doc.Url(_accessor.Template, _accessor.ApiVersion, "text")}");
        WriteCallDocs();
        _writer.Line("public Task<ImdsList<string>> ListAsync(CancellationToken cancellationToken = default) => _route.ListAsync(cancellationToken);");
    }

    private void WritePost(PostModel post)
    {
        _writer.Line();
        _writer.Summary(post.Description, "Sends a document");
        _writer.Remarks($"<c>POST</c> {Doc.Url(_accessor.Template, _accessor.ApiVersion)}");
        _writer.Parameter("body", "What to send.");
        WriteCallDocs();
        _writer.Line($"public Task PostAsync({post.Type} body, CancellationToken cancellationToken = default) =>");
        _writer.Indented(() => _writer.Line("_route.PostAsync(body, static (writer, value) => value.WriteTo(writer), cancellationToken);"));

        if (post.Approve is not { } approve)
        {
            return;
        }

        _writer.Line();
        _writer.Line("/// <summary>Lets one event begin before its time, for all machines that it affects.</summary>");
        _writer.Parameter("eventId", "Which event.");
        WriteCallDocs();
        _writer.Line("public Task ApproveAsync(string eventId, CancellationToken cancellationToken = default) =>");
        _writer.Indented(() => _writer.Line(
            $"PostAsync(new {post.Type} {{ {approve.Requests} = new[] {{ new {approve.Request} {{ {approve.Id} = eventId }} }} }}, cancellationToken);"));
    }

    private void WriteWatch(WatchModel watch, GetModel get)
    {
        _writer.Line();
        _writer.Line("/// <summary>Gives what changes in the list, beginning with the events that are on it now, until it is cancelled.</summary>");
        _writer.Parameter("options", "How to watch; the defaults unless given.");
        _writer.Parameter("cancellationToken", "Ends the watch at once.");
        _writer.Line("/// <exception cref=\"ImdsException\">The service refuses the request, or has failed for longer than the watch is patient.</exception>");
        _writer.Line($"public IAsyncEnumerable<ImdsEventChange<{watch.Event}>> WatchAsync(ImdsWatchOptions? options = null, CancellationToken cancellationToken = default) =>");
        _writer.Indented(() => _writer.Line("ImdsEventWatch.WatchAsync(GetAsync, Shape, options, cancellationToken);"));
        _writer.Line();
        _writer.Line($"private static readonly ImdsEventShape<{get.Type}, {watch.Event}> Shape = new ImdsEventShape<{get.Type}, {watch.Event}>(");
        _writer.Indented(() => _writer.Line(
            $"static list => list.{watch.Incarnation}, static list => list.{watch.Events}, static item => item.{watch.Id}, static item => item.{watch.Status});"));
    }

    private void WriteCallDocs()
    {
        _writer.Parameter("cancellationToken", "Ends the call at once.");
        _writer.Line("/// <exception cref=\"ImdsException\">The call failed; the message says why and what to do.</exception>");
    }
}
