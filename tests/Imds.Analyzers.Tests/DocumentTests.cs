namespace Imds.Analyzers.Tests;

/// <summary>IMDS3nn: types written by hand and marked as a document of the service.</summary>
public class DocumentTests
{
    [Theory]
    // names: by attribute, by policy, by case
    [InlineData("instance/compute", "2021-02-01",
        "[JsonPropertyName(\"vmId\")] public string? Id { get; set; } public string? VmSize { get; set; } public string? osType { get; "
        + "set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "[JsonProperty(\"vmId\")] public string? Id { get; set; } [JsonProperty(PropertyName = \"VMSIZE\")] public string? Size { get; "
        + "set; } [JsonProperty] public string? OsType { get; set; }")]
    [InlineData("identity/oauth2/token", "2018-02-01",
        "public string? AccessToken { get; set; } public string? expires_in { get; set; } [JsonPropertyName(\"client_id\")] public "
        + "string? Client { get; init; }")]
    [InlineData("instance/compute", "2021-02-01", "[DataMember(Name = \"vmId\")] public string? Id { get; set; }")]
    // what takes text for what it says
    [InlineData("instance/compute", "2021-02-01",
        "public Security? SecurityProfile { get; set; } public class Security { [JsonProperty(\"secureBootEnabled\")] public bool "
        + "SecureBoot { get; set; } [JsonConverter(typeof(object))] public bool VirtualTpmEnabled { get; set; } }")]
    // what no serializer fills
    [InlineData("instance/compute", "2021-02-01",
        "[JsonIgnore] public string? Own { get; set; } [JsonIgnore(Condition = JsonIgnoreCondition.Always)] public string? Other { get; "
        + "set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public string? VmId { get; set; } public string Region => VmId + \"\"; public static string Url { get; set; } = \"\"; private "
        + "int Count { get; set; } public int Number; public const int One = 1;")]
    [InlineData("instance/compute", "2021-02-01",
        "[JsonExtensionData] public Dictionary<string, object>? Rest { get; set; } public int this[int i] => i;")]
    // kinds
    [InlineData("instance/compute", "2021-02-01",
        "public JsonElement StorageProfile { get; set; } public object? OsProfile { get; set; } public JsonNode? TagsList { get; set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public Dictionary<string, string>? OsProfile { get; set; } public IReadOnlyList<Dictionary<string, string>>? TagsList { get; "
        + "set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public int? PlatformFaultDomain { get; set; } public Guid VmId { get; set; } public Uri? ResourceId { get; set; } public Kind "
        + "OsType { get; set; } public enum Kind { Windows, Linux }")]
    [InlineData("instance/compute", "2021-02-01",
        "[JsonConverter(typeof(object))] public int[]? OsProfile { get; set; } public Custom? StorageProfile { get; set; } "
        + "[JsonConverter(typeof(object))] public class Custom { public int X { get; set; } }")]
    // nested
    [InlineData("instance", "2021-02-01",
        "public Compute? compute { get; set; } public class Compute { public List<Tag>? TagsList { get; set; } public Storage? "
        + "StorageProfile { get; set; } } public class Tag { public string? Name { get; set; } public string? Value { get; set; } } "
            + "public record Storage(Disk? OsDisk, Disk[]? DataDisks); public record Disk(string? Name, string? DiskSizeGB);")]
    [InlineData("instance/compute", "2021-12-13",
        "public Security? SecurityProfile { get; set; } public class Security { public string? SecurityType { get; set; } }")]
    [InlineData("instance/network/interface/0", "2021-02-01", "public string? MacAddress { get; set; }")]
    [InlineData("instance/network/interface/{index}", "2021-02-01", "public string? MacAddress { get; set; }")]
    [InlineData("instance/network/interface", "2021-02-01", "public string? MacAddress { get; set; }")]
    // other endpoints
    [InlineData("versions", "", "public string[]? ApiVersions { get; set; }")]
    [InlineData("scheduledevents", "2020-07-01",
        "public int DocumentIncarnation { get; set; } public Event[]? Events { get; set; } public class Event { public string? EventId { "
        + "get; set; } public int DurationInSeconds { get; set; } }")]
    [InlineData("scheduledevents", "2021-02-01",
        "public int DocumentIncarnation { get; set; } public Event[]? Events { get; set; } public class Event { public int "
        + "DurationInSeconds { get; set; } }")]
    [InlineData("loadbalancer", "2020-10-01",
        "public Balancer? LoadBalancer { get; set; } public class Balancer { public List<Rule>? InboundRules { get; set; } } public class "
        + "Rule { public int FrontendPort { get; set; } }")]
    [InlineData("attested/document#AttestedDocument", "2021-02-01",
        "public string? Nonce { get; set; } public Time? TimeStamp { get; set; } public class Time { public string? CreatedOn { get; set; "
        + "} }")]
    // versions that nothing is known of
    [InlineData("instance/compute", "2031-01-01", "public string? Brandnew { get; set; } public string? UserData { get; set; }")]
    [InlineData("instance/compute", "2019-02-01", "public string? CustomData { get; set; }")]
    // slashes and case of the route
    [InlineData("/Instance/Compute/", "2021-02-01", "public string? VmId { get; set; }")]
    public Task Nothing_is_reported_in(string route, string version, string members) => Verify(route, version, members);

    [Theory]
    // lacking at the version
    [InlineData("instance/compute", "2020-09-01", "public string? {|IMDS301:UserData|} { get; set; }")]
    [InlineData("instance/compute", "2020-09-01", "[JsonPropertyName(\"userData\")] public string? {|IMDS301:Data|} { get; set; }")]
    [InlineData("instance/compute", "2020-09-01", "[JsonProperty(\"userData\")] public string? {|IMDS301:Data|} { get; set; }")]
    [InlineData("instance/compute", "2020-09-01", "[JsonInclude] private string? {|IMDS301:UserData|} { get; set; }")]
    [InlineData("instance/compute", "2020-09-01", "[JsonPropertyName(\"userData\")] public string? {|IMDS301:Field|};")]
    [InlineData("instance/compute", "2020-09-01",
        "[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? {|IMDS301:UserData|} { get; set; }")]
    [InlineData("instance/compute", "2019-06-01", "public string? {|IMDS301:CustomData|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public Security? SecurityProfile { get; set; } public class Security { public string? {|IMDS301:SecurityType|} { get; set; } "
        + "public string? SecureBootEnabled { get; set; } }")]
    [InlineData("instance", "2018-10-01",
        "public Compute? compute { get; set; } public class Compute { public Storage? {|IMDS301:StorageProfile|} { get; set; } public "
        + "List<Tag>? {|IMDS301:TagsList|} { get; set; } } public class Storage { public int Unknown { get; set; } } public class Tag { "
            + "public string? Name { get; set; } }")]
    [InlineData("instance/compute/storageProfile", "2019-06-01",
        "public Disk[]? DataDisks { get; set; } public Disk? OsDisk { get; set; } public class Disk { public string? Name { get; set; } "
        + "[JsonPropertyName(\"isUltraDisk\")] public string? {|IMDS301:{|IMDS302:Ultra|}|} { get; set; } }")]
    [InlineData("scheduledevents", "2017-11-01",
        "public Event[]? Events { get; set; } public class Event { public int {|IMDS301:DurationInSeconds|} { get; set; } public string? "
        + "{|IMDS301:EventSource|} { get; set; } }")]
    [InlineData("attested/document#AttestedDocument", "2019-02-01", "public string? {|IMDS301:SubscriptionId|} { get; set; }")]
    // nowhere
    [InlineData("instance/compute", "2021-02-01", "public string? {|IMDS302:VmSiz|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01", "[JsonPropertyName(\"VmSize\")] public string? {|IMDS302:Size|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01", "public string? {|IMDS302:RackId|} { get; set; }")]
    [InlineData("instance", "2021-02-01", "public string? {|IMDS302:VmSize|} { get; set; }")]
    [InlineData("instance/network", "2021-02-01",
        "public Nic[]? Interface { get; set; } public class Nic { [JsonPropertyName(\"mac\")] public string? {|IMDS302:Mac|} { get; set; "
        + "} }")]
    // a type that holds itself
    [InlineData("instance", "2021-02-01",
        "public Node? Compute { get; set; } public class Node { public Node? {|IMDS302:Compute|} { get; set; } public string? VmId { get; "
        + "set; } }")]
    // kinds
    [InlineData("instance/compute", "2021-02-01", "public Storage[]? {|IMDS303:StorageProfile|} { get; set; } public class Storage { }")]
    [InlineData("instance/compute", "2021-02-01", "public Tag? {|IMDS303:TagsList|} { get; set; } public class Tag { }")]
    [InlineData("instance/compute", "2021-02-01",
        "public string? {|IMDS303:OsProfile|} { get; set; } public string? {|IMDS303:TagsList|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public List<string>? {|IMDS303:Tags|} { get; set; } public Name? {|IMDS303:VmId|} { get; set; } public class Name { public "
        + "string? Text { get; set; } }")]
    [InlineData("instance/compute", "2021-02-01", "public List<string>? {|IMDS303:TagsList|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01", "public Dictionary<string, string>? {|IMDS303:TagsList|} { get; set; }")]
    // what the serializer does not read
    [InlineData("instance/compute", "2021-02-01", "public List<KeyValuePair<string, string>>? {|IMDS305:TagsList|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01", "public KeyValuePair<string, string>[]? {|IMDS305:TagsList|} { get; set; }")]
    [InlineData("instance/compute", "2021-02-01",
        "public bool? {|IMDS306:IsHostCompatibilityLayerVm|} { get; set; } public Security? SecurityProfile { get; set; } public class "
        + "Security { [JsonPropertyName(\"secureBootEnabled\")] public bool {|IMDS306:SecureBoot|} { get; set; } }")]
    // newer than the specs, perhaps
    [InlineData("instance/compute", "2025-04-07",
        "public string? {|IMDS307:RackPosition|} { get; set; } public string? {|IMDS302:VmSiz|} { get; set; }")]
    public Task Reported_in(string route, string version, string members) => Verify(route, version, members);

    [Theory]
    [InlineData("[ImdsDocument(\"{|IMDS304:instance/compue|}\", \"2021-02-01\")]")]
    [InlineData("[ImdsDocument(\"{|IMDS304:nothing|}\", \"2021-02-01\")]")]
    [InlineData("[ImdsDocument(\"{|IMDS304:|}\", \"2021-02-01\")]")]
    [InlineData("[ImdsDocument(\"{|IMDS304:instance/compute/vmId|}\", \"2021-02-01\")]")]
    [InlineData("[ImdsDocument(\"{|IMDS304:identity|}\", \"2021-02-01\")]")]
    [InlineData("[ImdsDocument(\"instance/compute\", \"{|IMDS304:2021-2-1|}\")]")]
    [InlineData("[ImdsDocument(\"instance/compute\", \"{|IMDS304:2021-02-02|}\")]")]
    [InlineData("[ImdsDocument(\"loadbalancer\", \"{|IMDS304:2019-06-01|}\")]")]
    [InlineData("[ImdsDocument(\"instance/compute/storageProfile\", \"{|IMDS304:2018-10-01|}\")]")]
    [InlineData("[{|IMDS304:ImdsDocument(Route, \"2021-02-01\")|}]")]
    public Task An_attribute_that_names_nothing(string attribute) => new VerifierTest
    {
        TestCode = $"using Imds; {attribute} class C {{ public const string Route = \"instanc\"; public string? Anything {{ get; set; }} }}",
    }.RunAsync();

    [Fact]
    public Task Messages_name_both_versions() => new VerifierTest
    {
        TestCode = """
            [Imds.ImdsDocument("instance/compute", "2021-02-01")]
            class Compute
            {
                public Security? SecurityProfile { get; set; }
                public string? {|IMDS302:VmSiz|} { get; set; }
                public string? {|IMDS303:TagsList|} { get; set; }
            }

            class Security { public string? {|IMDS301:SecurityType|} { get; set; } }

            [Imds.ImdsDocument("{|IMDS304:instance/compue|}", "2021-02-01")]
            class Other { }
            """,
        Messages =
        [
            "'VmSiz': 'compute' has no field 'VmSiz' at any api-version: did you mean 'vmSize'?",
            "'TagsList' (compute.tagsList) is a list in the service's document and a single value here, so reading it fails",
            "'SecurityType' (compute.securityProfile.securityType) needs api-version 2021-12-13 or later; 'instance/compute' is asked for "
            + "with 2021-02-01, so it is never filled in: ask for the document with a version that has it",
            "The service has no route 'instance/compue' (did you mean 'instance/compute'?), so nothing can be checked",
        ],
    }.RunAsync();

    [Fact]
    public Task What_stands_in_another_file_is_reported_where_it_is_used() => new VerifierTest
    {
        TestCode = "[Imds.ImdsDocument(\"instance/compute\", \"2021-02-01\")] class Compute { public Security? "
            + "{|IMDS301:SecurityProfile|} { get; set; } }",
        TestState = { Sources = { ("/0/Security.cs", "class Security { public string? SecurityType { get; set; } }") } },
    }.RunAsync();

    [Fact]
    public Task An_inherited_member_counts() => new VerifierTest
    {
        TestCode = "class Base { public string? {|IMDS301:UserData|} { get; set; } } [Imds.ImdsDocument(\"instance/compute\", "
            + "\"2020-09-01\")] class Compute : Base { }",
    }.RunAsync();

    [Fact]
    public Task A_contract_has_only_the_members_that_it_names() => new VerifierTest
    {
        TestCode = """
            using System.Runtime.Serialization;

            [DataContract, Imds.ImdsDocument("instance/compute", "2020-09-01")]
            class Compute
            {
                [DataMember(Name = "userData")] public string? {|IMDS301:Data|} { get; set; }
                public string? Own { get; set; }
            }
            """,
    }.RunAsync();

    private static Task Verify(string route, string version, string members) => new VerifierTest
    {
        TestCode = $$"""
            using System;
            using System.Collections.Generic;
            using System.Runtime.Serialization;
            using System.Text.Json;
            using System.Text.Json.Nodes;
            using System.Text.Json.Serialization;

            class JsonPropertyAttribute(string name = "") : Attribute { public string PropertyName { get; set; } = name; }

            [Imds.ImdsDocument("{{route}}", "{{version}}")]
            class Document
            {
                {{members}}
            }
            """,
    }.RunAsync();
}
