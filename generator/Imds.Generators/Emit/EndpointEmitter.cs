namespace Imds.Generators.Emit;

/// <summary>Writes what a client knows of an endpoint, once, where the step to it stands.</summary>
internal static class EndpointEmitter
{
    /// <summary>The expression for the route that a member leads to.</summary>
    public static string Target(MemberModel member) => member.Endpoint is null ? CSharpText.Literal(member.Template) : Field(member);

    public static void WriteEndpoint(this SourceWriter writer, MemberModel member, TypeNames types)
    {
        if (member.Endpoint is not { } endpoint)
        {
            return;
        }

        var type = types["ImdsEndpoint"];
        var declaration = $"private static readonly {type} {Field(member)} = new {type}({CSharpText.Literal(member.Template)})";
        var settings = Settings(member.Version, endpoint, types).ToList();
        writer.Line();
        if (settings.Count == 0)
        {
            writer.Line(declaration + ";");
            return;
        }

        writer.Line(declaration);
        writer.Line("{");
        writer.Indented(() => settings.ForEach(setting => writer.Line(setting + ",")));
        writer.Line("};");
    }

    private static string Field(MemberModel member) => CSharpText.Field(member.Name) + "Endpoint";

    private static IEnumerable<string> Settings(string? version, EndpointModel endpoint, TypeNames types)
    {
        var policy = endpoint.Policy;
        return new[]
        {
            version is null ? "" : $"ApiVersion = {CSharpText.Literal(version)}",
            Texts("OlderVersions", endpoint.OlderVersions),
            policy.IsIdentity ? $"Limits = {types["ImdsRequestLimits"]}.Identity" : "",
            policy.IsCacheable ? "IsCacheable = true" : "",
            Text("ExpiryMember", policy.Expiry),
            Text("BypassParameter", policy.Bypass),
            Text("CompletenessParameter", policy.Completeness),
            Texts("ExclusiveParameters", policy.Exclusive),
            policy.IsSlow ? "IsSlow = true" : "",
            policy.Passing.Count == 0
                ? "" : "PassingRefusals = new[] { "
                    + $"{string.Join(", ", policy.Passing.Select(status => status.ToString(CultureInfo.InvariantCulture)))} }}",
            Texts("Members", policy.Members),
            policy.MayBeEmpty ? "MayBeEmpty = true" : "",
            Text("NotFound", policy.NotFound),
        }.Where(setting => setting.Length > 0);
    }

    private static string Text(string name, string value) => value.Length == 0 ? "" : $"{name} = {CSharpText.Literal(value)}";

    private static string Texts(string name, EquatableArray<string> values) =>
        values.Count == 0 ? "" : $"{name} = new[] {{ {string.Join(", ", values.Select(CSharpText.Literal))} }}";
}
