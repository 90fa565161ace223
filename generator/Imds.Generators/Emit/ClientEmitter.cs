namespace Imds.Generators.Emit;

/// <summary>Writes the client, from which all routes start.</summary>
internal static class ClientEmitter
{
    private static readonly string[] Usings = ["System", "System.Threading", "System.Threading.Tasks", "Imds.Runtime"];

    public static Draft Write(VersionModel version, CodeStyle style) => Draft.Of(Blank.Namespace, "ImdsClient", Usings, writer =>
    {
        var apiVersion = $"\"{Blank.Version}\"";
        writer.Line($"/// <summary>Asks the Azure Instance Metadata Service about the machine that the program runs on, with api-version {Blank.Version}.</summary>");
        writer.Line("/// <remarks>Make one and keep it: it can be used from many threads at once, and holds the connections.</remarks>");
        writer.Line($"[ImdsType({apiVersion})]");
        writer.Block($"{style.Accessibility} sealed partial class ImdsClient : IDisposable, IAsyncDisposable", () =>
        {
            writer.Line("private readonly ImdsConnection _connection;");
            writer.Line();
            writer.Line("/// <summary>A client of the service at its usual address.</summary>");
            writer.Block("public ImdsClient() : this(new ImdsClientOptions())", () => { });
            writer.Line();
            writer.Line("/// <summary>A client by options of one's own, such as another address.</summary>");
            writer.Line("/// <exception cref=\"ArgumentException\">An option has a value that cannot work.</exception>");
            writer.Line($"public ImdsClient(ImdsClientOptions options) => _connection = new ImdsConnection(options, {apiVersion}{Fallback(version)});");
            writer.Line();
            writer.Line(version.Known.Count == 0
                ? "/// <summary>The api-version that the client asks for.</summary>"
                : $"/// <summary>The api-version that the client asks for: {Blank.Version}, or an older one down to {version.Minimum} once the service has refused that.</summary>");
            writer.Line("public ImdsApiVersion ApiVersion => _connection.ApiVersion;");

            writer.Line();
            writer.Line("/// <summary>The address of the service.</summary>");
            writer.Line("public Uri Endpoint => _connection.Endpoint;");
            writer.Line();
            writer.Line("/// <summary>Whether the service answers here. The answer comes within a second and is remembered.</summary>");
            writer.Parameter("cancellationToken", "Ends the call at once.");
            writer.Line("public Task<bool> IsAvailableAsync(CancellationToken cancellationToken = default) => _connection.IsAvailableAsync(cancellationToken);");
            writer.Line();
            writer.Line("/// <summary>Checks what can stand between this program and the service, and says what to do.</summary>");
            writer.Parameter("cancellationToken", "Ends the checks at once.");
            writer.Line("public Task<ImdsDiagnosis> DiagnoseAsync(CancellationToken cancellationToken = default) => _connection.DiagnoseAsync(cancellationToken);");

            foreach (var member in version.ClientMembers)
            {
                writer.Line();
                writer.Summary(member.Description, "A part of the service's metadata");
                writer.Remarks(Doc.Since(member.Introduced), Doc.Url(member.Template, member.Version ?? Blank.Version));
                var fixedVersion = member.Version is { } own ? $", {CSharpText.Literal(own)}" : "";
                writer.Line($"public Routes.{member.Type} {member.Name} => new Routes.{member.Type}(new ImdsRoute(_connection, {CSharpText.Literal(member.Template)}{fixedVersion}));");
            }

            writer.Line();
            writer.Line("/// <summary>Closes the connections.</summary>");
            writer.Line("public void Dispose() => _connection.Dispose();");
            writer.Line();
            writer.Line("/// <summary>Closes the connections.</summary>");
            writer.Line("public ValueTask DisposeAsync() => _connection.DisposeAsync();");
        });
    });

    private static string Fallback(VersionModel version) => version.Known.Count == 0 ? ""
        : $", {CSharpText.Literal(version.Minimum)}, new[] {{ {string.Join(", ", version.Known.Select(CSharpText.Literal))} }}";
}
