namespace Imds.Generators.Emit;

/// <summary>
/// Writes the methods that register the generated clients with an application's services. The package Imds.Extensions.Hosting has what
/// they call, and cannot have them itself, as it knows no generated type.
/// </summary>
internal static class HostingEmitter
{
    private const string Namespace = "Microsoft.Extensions.DependencyInjection";
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
    private const string Builder = "global::Microsoft.Extensions.DependencyInjection.IHttpClientBuilder";
    private const string Options = "global::Imds.ImdsClientOptions";

    /// <param name="clients">The namespaces that have a client, the chosen version's first.</param>
    /// <param name="instance">The endpoint of the instance document, for the chosen version; null where it has none.</param>
    public static FileTemplate Write(EquatableArray<string> clients, InstanceModel? instance, CodeStyle style)
    {
        // Of public methods there may be several in one application: those of its libraries. The namespace tells them apart.
        var prefix = style.Accessibility == "public" && style.RootNamespace != "Imds" ? Prefix(style.RootNamespace) : "";
        return FileTemplate.Of(Namespace, "", prefix + "ImdsClientServiceCollectionExtensions", style, (writer, types) =>
        {
            var client = $"global::{clients[0]}.{ClientEmitter.Name}";
            writer.Line(
                "/// <summary>Adds the clients of the Azure Instance Metadata Service that are generated into this project.</summary>");
            writer.GeneratedType(types);
            writer.Block($"{style.Accessibility} static class {prefix}ImdsClientServiceCollectionExtensions", () =>
            {
                var method = $"public static {Builder} Add{prefix}ImdsClient(this {Services} services";
                WriteDocs(writer, client, clients,
                    "Settings come from the section <c>Imds</c> of the configuration, where there is one: <c>Imds:Endpoint</c>, "
                        + "<c>Imds:Timeout</c> and so on.");
                WriteReturns(writer);
                writer.Block(method + ")", () =>
                {
                    foreach (var @namespace in clients.Skip(1))
                    {
                        writer.Line(Add(@namespace) + ";");
                    }

                    writer.Line($"return {Add(clients[0])};");
                });
                writer.Line();
                WriteDocs(writer, client, clients, "What is set here wins over the section <c>Imds</c> of the configuration.");
                writer.Line("/// <param name=\"configure\">Changes the options; they are checked when the application starts.</param>");
                WriteReturns(writer);
                writer.Block($"{method}, global::System.Action<{Options}> configure)", () => WriteConfigured(writer, prefix, "configure"));
                writer.Line();
                WriteDocs(writer, client, clients,
                    "Settings come from a section of the configuration in place of the one called <c>Imds</c>.");
                writer.Line(
                    "/// <param name=\"section\">The section, such as <c>configuration.GetSection(\"Machine\")</c>; "
                        + "it is checked when the application starts.</param>");
                WriteReturns(writer);
                writer.Block(
                    $"{method}, global::Microsoft.Extensions.Configuration.IConfiguration section)",
                    () => WriteConfigured(writer, prefix, "section"));
                if (instance is not null)
                {
                    WriteInstance(writer, prefix, client, clients[0], instance);
                }
            });
        });
    }

    private static void WriteInstance(SourceWriter writer, string prefix, string client, string @namespace, InstanceModel instance)
    {
        var record = $"global::{@namespace}.{instance.Type}";
        writer.Line();
        writer.Line(
            $"/// <summary>Adds the <see cref=\"{record}\"/> of this machine, read once when the application starts, and the client."
                + "</summary>");
        writer.Line("/// <remarks>Off Azure it is empty. The start is held up for a second at most.</remarks>");
        writer.Line("/// <param name=\"services\">The application's services.</param>");
        writer.Line("/// <returns>The services.</returns>");
        writer.Block($"public static {Services} Add{prefix}ImdsInstance(this {Services} services)", () =>
        {
            writer.Line($"Add{prefix}ImdsClient(services);");
            writer.Line($"return global::Imds.CompilerServices.ImdsClients.AddInstance<{client}, {record}>(");
            writer.Indented(() => writer.Line(
                $"services, static (client, cancellationToken) => client.{instance.Member}.GetAsync(cancellationToken: cancellationToken), "
                    + $"{record}.Empty);"));
        });
    }

    private static void WriteDocs(SourceWriter writer, string client, EquatableArray<string> clients, string settings)
    {
        var others = clients.Count > 1 ? ", and the clients of the additional versions" : "";
        writer.Line($"/// <summary>Adds <see cref=\"{client}\"/>{others}, one for the whole application.</summary>");
        writer.Line($"/// <remarks>{settings}</remarks>");
        writer.Line("/// <param name=\"services\">The application's services.</param>");
    }

    private static void WriteReturns(SourceWriter writer) =>
        writer.Line(
            "/// <returns>The HttpClient that the requests go through, for handlers of one's own. "
                + "Proxies, redirects and cookies stay off.</returns>");

    private static void WriteConfigured(SourceWriter writer, string prefix, string argument)
    {
        writer.Line($"global::Imds.CompilerServices.ImdsClients.Configure(services, {argument});");
        writer.Line($"return Add{prefix}ImdsClient(services);");
    }

    private static string Add(string @namespace) =>
        "global::Imds.CompilerServices.ImdsClients.Add(services, static options => "
            + $"new global::{@namespace}.{ClientEmitter.Name}(options))";

    /// <summary>Contoso.Machine gives ContosoMachine, and Contoso.Imds Contoso, as Imds follows anyway.</summary>
    private static string Prefix(string @namespace)
    {
        const string Last = ".Imds";
        var name = @namespace.EndsWith(Last, StringComparison.Ordinal)
            ? @namespace.Substring(0, @namespace.Length - Last.Length)
            : @namespace;
        return name.Replace(".", "");
    }
}

/// <summary>The document about the whole machine, as a client gives it.</summary>
/// <param name="Member">The client's property that leads to it.</param>
/// <param name="Type">The record.</param>
internal sealed record InstanceModel(string Member, string Type);
