namespace Imds.Generators.Emit;

/// <summary>Writes the client, from which all routes start.</summary>
internal static class ClientEmitter
{
    public const string Name = "ImdsClient";

    public static FileTemplate Write(VersionModel version, CodeStyle style) =>
        FileTemplate.Of(Placeholder.Namespace, "", Name, style, (writer, types) =>
    {
        var apiVersion = $"\"{Placeholder.Version}\"";
        var (connection, options) = (types["ImdsConnection"], types["ImdsClientOptions"]);
        var token = $"{types["CancellationToken"]} cancellationToken = default";
        writer.Line("/// <summary>Asks the Azure Instance Metadata Service about the virtual machine that this program runs on, with "
            + $"api-version {Placeholder.Version}.</summary>");
        writer.Line("/// <remarks>Make one and keep it: it holds the connections, and can be used from many threads at once.</remarks>");
        writer.GeneratedType(types, Placeholder.Version);
        writer.Block($"{style.Accessibility} sealed partial class {Name} : "
            + $"{types["IDisposable"]}{(style.AsyncDisposable ? $", {types["IAsyncDisposable"]}" : "")}", () =>
        {
            writer.Line($"private readonly {connection} _connection;");
            writer.Line();
            writer.Line("/// <summary>Makes a client of the service at its own address, which is the same on every virtual "
                + "machine.</summary>");
            writer.Block($"public {Name}() : this(new {options}())", () => { });
            writer.Line();
            writer.Line("/// <summary>Makes a client with options, such as another address or other time-outs.</summary>");
            writer.Line("/// <param name=\"options\">The options, of which the client keeps a copy.</param>");
            writer.Line($"/// <exception cref=\"{types["ArgumentException"]}\">An option is out of range.</exception>");
            writer.Line($"public {Name}({options} options) => _connection = new {connection}(options, {apiVersion}{Fallback(version)});");
            writer.Line();
            writer.Line(version.Known.Count == 0
                ? $"/// <summary>The api-version of the requests, {Placeholder.Version}.</summary>"
                : $"/// <summary>The api-version of the requests: {Placeholder.Version}, or an older one down to {version.Minimum} once "
                    + "the service has refused it.</summary>");
            writer.Line($"public {types["ImdsApiVersion"]} ApiVersion => _connection.ApiVersion;");
            writer.Line();
            writer.Line("/// <summary>The address of the service.</summary>");
            writer.Line($"public {types["Uri"]} Endpoint => _connection.Endpoint;");
            writer.Line();
            writer.Line("/// <summary>Finds out whether the service answers here, within a second. The answer is remembered.</summary>");
            writer.Line("/// <param name=\"cancellationToken\">Cancels the call.</param>");
            writer.Line("/// <returns>Whether it answers; any failure is no.</returns>");
            writer.Line($"/// <exception cref=\"{types["OperationCanceledException"]}\">The call was cancelled.</exception>");
            writer.Line($"public {types["Task"]}<bool> IsAvailableAsync({token}) => _connection.IsAvailableAsync(cancellationToken);");
            writer.Line();
            writer.Line("/// <summary>Checks what can stand between this program and the service: routes, proxies, firewalls and the "
                + "service itself.</summary>");
            writer.Line("/// <param name=\"cancellationToken\">Cancels the checks.</param>");
            writer.Line("/// <returns>What was found, and what to do about it.</returns>");
            writer.Line($"/// <exception cref=\"{types["OperationCanceledException"]}\">The checks were cancelled.</exception>");
            writer.Line($"public {types["Task"]}<{types["ImdsDiagnosis"]}> DiagnoseAsync({token}) => "
                + "_connection.DiagnoseAsync(cancellationToken);");

            foreach (var member in version.ClientMembers)
            {
                writer.WriteEndpoint(member, types);
                writer.Line();
                writer.Summary(member.Description, "A part of the service's metadata");
                writer.Remarks(Doc.Since(member.Introduced),
                    member.IsGroup ? "" : Doc.Url(member.Template, member.Version ?? Placeholder.Version));
                var route = $"new {types["ImdsRoute"]}(_connection, {EndpointEmitter.Target(member)})";
                writer.Line($"public Routes.{member.Type} {member.Name} => new Routes.{member.Type}({route});");
            }

            writer.Line();
            writer.Line("/// <summary>Closes the connections and ends the calls under way.</summary>");
            writer.Line("public void Dispose() => _connection.Dispose();");
            writer.Line();
            writer.Line("/// <summary>Closes the connections and ends the calls under way.</summary>");
            writer.Line("/// <returns>A task that is done when the connections are closed.</returns>");
            writer.Line($"public {types["ValueTask"]} DisposeAsync() => _connection.DisposeAsync();");
        });
    });

    private static string Fallback(VersionModel version) => version.Known.Count == 0 ? ""
        : $", {CSharpText.Literal(version.Minimum)}, new[] {{ {string.Join(", ", version.Known.Select(CSharpText.Literal))} }}";
}
