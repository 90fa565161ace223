using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Imds.Generators.Tests;

/// <summary>What texts stand for, and the values that they are known to have, as a program meets them.</summary>
public class ValueTests
{
    private static readonly Run Run = new Project { ApiVersion = "2025-04-07", IsPublic = true }.Run();

    private static readonly object Vm = Records.Parse(Run.Type("Imds.Instance"), $$"""
        {
          "compute": {
            "vmId": "13f56399-bd52-4150-9748-7190aae1ff21", "platformFaultDomain": "2", "isHostCompatibilityLayerVm": "true",
            "userData": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/sh"))}}", "tags": "a:b;c;d:e", "osType": "Linux",
            "storageProfile": {
              "osDisk": { "diskSizeGB": "30", "image": { "uri": "https://a.blob.core.windows.net/i.vhd" } },
              "dataDisks": [ { "diskCapacityBytes": "1099511627776", "diskSizeGB": "much" } ]
            }
          },
          "network": { "interface": [ { "ipv4": { "ipAddress": [ { "privateIpAddress": "10.0.0.4", "publicIpAddress": "" } ] } } ] }
        }
        """);

    [Fact]
    public void Each_kind_of_text_is_read_as_what_it_stands_for()
    {
        Assert.Equal(30, Read("Compute.StorageProfile.OsDisk.GetDiskSizeGB"));
        Assert.Equal(1L << 40, Read("Compute.StorageProfile.DataDisks.0.GetDiskCapacityBytes"));
        Assert.Equal(Guid.Parse("13f56399-bd52-4150-9748-7190aae1ff21"), Read("Compute.GetVmId"));
        Assert.Equal(2, Read("Compute.GetPlatformFaultDomain"));
        Assert.Equal(true, Read("Compute.GetIsHostCompatibilityLayerVm"));
        Assert.Equal("#!/bin/sh"u8.ToArray(), Read("Compute.GetUserData"));
        Assert.Equal(new Uri("https://a.blob.core.windows.net/i.vhd"), Read("Compute.StorageProfile.OsDisk.Image.GetUri"));
        Assert.Equal(IPAddress.Parse("10.0.0.4"), Read("Network.Interface.0.Ipv4.IpAddress.0.GetPrivateIpAddress"));
    }

    [Fact]
    public void What_is_empty_or_something_else_is_nothing_and_no_error()
    {
        Assert.Null(Read("Network.Interface.0.Ipv4.IpAddress.0.GetPublicIpAddress"));
        Assert.Null(Read("Compute.GetPlacementGroupId"));
        Assert.Null(Read("Compute.StorageProfile.DataDisks.0.GetDiskSizeGB"));
        Assert.Empty((byte[])Call(Records.Parse(Run.Type("Imds.Compute"), """{ "userData": "p@ss" }"""), "GetUserData")!);
    }

    [Fact]
    public void Tags_are_read_from_the_text_where_there_is_no_list() =>
        Assert.Equal([new("a", "b;c"), new("d", "e")], (IReadOnlyDictionary<string, string>)Read("Compute.GetTags")!);

    [Fact]
    public void Tags_are_read_from_the_list_where_there_is_one()
    {
        var compute = Records.Parse(Run.Type("Imds.Compute"), """{ "tags": "a:b;c:d", "tagsList": [ { "name": "a", "value": "b;c:d" } ] }""");

        var tags = (IReadOnlyDictionary<string, string>)Call(compute, "GetTags")!;
        Assert.Equal([new("a", "b;c:d")], tags);
        Assert.Equal("b;c:d", tags["A"]);
    }

    [Fact]
    public void Tags_are_read_from_the_text_at_a_version_without_a_list()
    {
        var run = new Project { ApiVersion = "2018-10-01", IsPublic = true }.Run();

        var compute = Records.Parse(run.Type("Imds.Compute"), """{ "tags": "a:b;c;d:e" }""");
        Assert.Null(compute.GetType().GetProperty("TagsList"));
        Assert.Equal([new("a", "b;c"), new("d", "e")], (IReadOnlyDictionary<string, string>)Call(compute, "GetTags")!);
    }

    [Fact]
    public void Constants_have_the_values_that_the_service_writes()
    {
        Assert.Equal(Records.Get(Records.Get(Vm, "Compute")!, "OsType"), Run.Type("Imds.OsTypes").GetField("Linux")!.GetRawConstantValue());
        Assert.Equal("Standard_LRS", Run.Type("Imds.StorageAccountTypes").GetField("StandardLrs")!.GetRawConstantValue());
        Assert.Equal("Empty", Run.Type("Imds.CreateOptions").GetField("Empty")!.GetRawConstantValue());
        Assert.Equal("edgeZone", Run.Type("Imds.ExtendedLocationTypes").GetField("EdgeZone")!.GetRawConstantValue());
    }

    /// <summary>Each value of the Swagger has a constant, and each field with a format a method; whatever is added to it.</summary>
    [Fact]
    public void Everything_that_the_Swagger_says_of_values_is_there()
    {
        var (readers, constants) = (new List<string>(), new List<string>());
        var all = Run.Assembly.GetTypes().Where(type => type is { IsAbstract: true, IsSealed: true }).SelectMany(type => type.GetFields())
            .Where(field => field.IsLiteral).Select(field => (field.Name, (string)field.GetRawConstantValue()!)).ToHashSet();
        foreach (var definition in JsonNode.Parse(Spec.PackagedSwagger.GetText().ToString())!["definitions"]!.AsObject())
        {
            if (Run.Assembly.GetType("Imds." + definition.Key) is not { } record)
            {
                continue;
            }

            foreach (var (name, property) in definition.Value!["properties"]!.AsObject())
            {
                var pascal = string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
                if (record.GetProperty(pascal) is null || property!["type"]?.GetValue<string>() != "string")
                {
                    continue;
                }

                if (property["format"]?.GetValue<string>() is { } format and not "password")
                {
                    readers.Add($"{record.Name}.Get{pascal} ({format})");
                    Assert.True(record.GetMethod("Get" + pascal, []) is not null, readers[^1]);
                }

                foreach (var value in property["x-imds-values"]?.AsArray() ?? [])
                {
                    var text = value!["value"]!.GetValue<string>();
                    constants.Add(text);
                    Assert.Contains((value["name"]!.GetValue<string>(), text), all);
                }
            }
        }

        Assert.True(readers.Count > 40 && constants.Count > 40, $"{readers.Count} and {constants.Count} were found.");
    }

    [Fact]
    public void The_docs_of_a_property_name_its_method_and_its_constants()
    {
        Assert.Contains("<see cref=\"GetDiskSizeGB()\"/> reads it.", Run.Sources["Imds.OsDisk.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Known values are in <see cref=\"CachingTypes\"/>.", Run.Sources["Imds.OsDisk.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Its values are in <see cref=\"OsTypes\"/>.", Run.Sources["Imds.Compute.g.cs"], StringComparison.Ordinal);
        Assert.Contains("/// <summary>Any distribution of Linux.</summary>", Run.Sources["Imds.OsTypes.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_version_has_constants_of_its_own()
    {
        var run = new Project { ApiVersion = "2025-04-07", Additional = "2018-02-01", IsPublic = true }.Run().WithoutFindings();

        Assert.NotNull(run.Assembly.GetType("Imds.V2018_02_01.OsTypes"));
        Assert.Null(run.Assembly.GetType("Imds.V2018_02_01.Priorities"));
        Assert.NotNull(run.Assembly.GetType("Imds.Priorities"));
    }

    [Theory]
    [InlineData("namespace Imds { internal static class OsTypes { public const string Plan9 = \"Plan9\"; } }")]
    [InlineData("namespace Imds { internal enum Priorities { High } }")]
    [InlineData("internal static class OsTypes { } namespace App { internal static class Priorities { } }")]
    [InlineData("namespace App { internal static class ImdsText { } internal class Guid { } internal class IPAddress { } }")]
    public void Types_of_the_project_go_before_the_constants(string code) =>
        new Project { ApiVersion = "2025-04-07", Source = code }.Run().WithoutFindings();

    public static TheoryData<string> Hostile => new()
    {
        // Names of constants: of object's members, of their class, of keywords, and twice the same but for case.
        """ "a": { "type": "string", "x-imds-values-name": "Equals", "x-imds-values": [ { "value": "Equals" }, { "value": "GetHashCode" }, { "value": "ToString" } ] } """,
        """ "a": { "type": "string", "x-imds-values-name": "Kinds", "x-imds-values": [ { "value": "Kinds" }, { "value": "kindsValue", "name": "kINDS" }, { "value": "KindsValue" }, { "value": "class" } ] } """,
        """ "a": { "type": "string", "x-imds-values": [ { "name": "X", "value": "\"; /*" , "description": "*/ </summary> \u2028 \" " } ] } """,
        // Names of their class: of records, of types that generated code uses, of nothing, of other lists.
        """ "a": { "type": "string", "x-imds-values-name": "Instance", "x-imds-values": [ { "value": "x" } ] } """,
        """ "a": { "type": "string", "x-imds-values-name": "Task", "x-imds-values": [ { "value": "x" } ] }, "b": { "type": "string", "format": "uuid", "x-imds-values-name": "Guid", "x-imds-values": [ { "value": "x" } ] } """,
        """ "a": { "type": "string", "x-imds-values-name": "Same", "x-imds-values": [ { "value": "x" } ] }, "b": { "type": "string", "x-imds-values-name": "same", "x-imds-values": [ { "value": "y" } ] } """,
        """ "a": { "type": "string", "x-imds-values-name": "IPAddress", "x-imds-values": [ { "value": "x" } ] }, "b": { "type": "string", "format": "ip" }, "IPAddress": { "type": "string", "format": "ip" } """,
        """ "ImdsText": { "type": "string", "format": "int32" }, "Guid": { "type": "string", "format": "uuid" }, "IReadOnlyDictionary": { "type": "string", "format": "tags" } """,
        // Names of methods: of object's members, of properties, of each other.
        """ "type": { "type": "string", "format": "int32" }, "hashCode": { "type": "string", "format": "uuid" }, "typeValue": { "type": "string", "format": "uri" } """,
        """ "size": { "type": "string", "format": "int64" }, "getSize": { "type": "string", "format": "int64" }, "getGetSize": { "type": "string", "format": "boolean" } """,
        // Tags: without a list, with one that is none, or that holds something else.
        """ "tags": { "type": "string", "format": "tags", "x-imds-tags": { "list": "none", "name": "name", "value": "value" } } """,
        """ "tags": { "type": "string", "format": "tags", "x-imds-tags": { "list": "list", "name": "name", "value": "value" } }, "list": { "type": "array", "items": { "type": "string" } } """,
        """ "tags": { "type": "string", "format": "tags", "x-imds-tags": { "list": "list", "name": "name", "value": "value" } }, "list": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" }, "value": { "type": "integer" } } } } """,
        """ "tags": { "type": "string", "format": "tags", "x-imds-tags": [] }, "other": { "type": "integer", "format": "uuid" }, "many": { "type": "array", "items": { "type": "string", "format": "ip" } } """,
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Hostile_names_compile(string properties)
    {
        var run = Project(properties).Run();

        Assert.True(run.CompilerFindings.Count == 0, string.Join("\n", run.CompilerFindings.Take(5)));
        Assert.DoesNotContain(run.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>A record whose name is that of a type that generated code uses would change what it means there.</summary>
    [Theory]
    [InlineData("Guid")]
    [InlineData("IPAddress")]
    [InlineData("Uri")]
    [InlineData("StringBuilder")]
    [InlineData("DateTimeOffset")]
    [InlineData("IReadOnlyDictionary")]
    [InlineData("JsonException")]
    public void Definitions_may_be_called_like_types_that_generated_code_uses(string name)
    {
        var run = Project($$""" "x": { "$ref": "#/definitions/{{name}}" } """, $$"""
            , "{{name}}": { "type": "object", "properties": {
                "a": { "type": "string", "format": "uuid" }, "b": { "type": "string", "format": "ip" }, "c": { "type": "string", "format": "uri" },
                "d": { "type": "string", "format": "date-time" }, "e": { "type": "string", "format": "tags" }, "f": { "type": "string", "format": "password" } } }
            """).Run();

        Assert.True(run.CompilerFindings.Count == 0, string.Join("\n", run.CompilerFindings.Take(5)));
    }

    [Fact]
    public void A_name_that_cannot_be_one_in_csharp_is_reported_at_its_place()
    {
        var run = Project(""" "a": { "type": "string", "x-imds-values-name": "#!", "x-imds-values": [ { "value": "x" } ] } """).Run();

        var problem = Assert.Single(run.Problems, problem => problem.Id == "IMDS004");
        Assert.Contains("#!", problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.NotEqual(Location.None, problem.Location);
        Assert.NotNull(run.Assembly.GetType("Imds.AsModel") ?? run.Assembly.GetType("Imds.As"));
    }

    private static Project Project(string properties, string definitions = "") =>
        new() { Specs = [Spec.Swagger(Swagger(properties, definitions)), .. Spec.PackagedTables] };

    private static string Swagger(string properties, string definitions) => """
        {"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{"/instance":{"get":{"parameters":[{"name":"api-version","in":"query","type":"string","required":true}],
        "responses":{"200":{"description":"d","schema":{"$ref":"#/definitions/Instance"}}}}}},"definitions":{"Instance":{"type":"object","properties":{
        """ + properties + "}}" + definitions + "}}";

    private static object? Read(string path)
    {
        var value = Vm;
        var steps = path.Split('.');
        foreach (var step in steps.SkipLast(1))
        {
            value = int.TryParse(step, out var index) ? ((System.Collections.IEnumerable)value!).Cast<object>().ElementAt(index)
                : Records.Get(value!, step)!;
        }

        return Call(value!, steps[^1]);
    }

    private static object? Call(object record, string method) =>
        record.GetType().GetMethod(method, [])!.Invoke(record, BindingFlags.DoNotWrapExceptions, null, [], null);
}
