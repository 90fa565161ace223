using Imds.Generators.Model;

namespace Imds.Generators.Tests;

/// <summary>What the names of the service are in C#.</summary>
public class NamingTests
{
    [Theory]
    [InlineData("vmId", "VmId")]
    [InlineData("access_token", "AccessToken")]
    [InlineData("a-b.c d", "ABCD")]
    [InlineData("diskSizeGB", "DiskSizeGB")]
    [InlineData("2d", "_2d")]
    [InlineData("a2d", "A2d")]
    [InlineData("-2d", "_2d")]
    [InlineData("straße", "Straße")]
    [InlineData("éclair", "Éclair")]
    [InlineData("a\u200Db", "AB")]
    public void A_member_is_in_Pascal_case(string name, string member) =>
        Assert.Equal((true, member), (Naming.TryMember(name, out var made), made));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("\u200D\u0301")]
    public void Nothing_is_made_of_a_name_without_letters_and_digits(string name) => Assert.Equal((false, false, false, false),
        (Naming.TryMember(name, out _), Naming.TryType(name, out _), Naming.TryConstant(name, out _), Naming.TryParameter(name, out _)));

    [Fact]
    public void A_name_has_100_characters_at_most() => Assert.Equal((true, false),
        (Naming.TryMember(new string('a', 100), out _), Naming.TryMember(new string('a', 101), out _)));

    /// <summary>What each object and record has, what is generated, and the runtime's types that generated members call.</summary>
    [Theory]
    [InlineData("equals"), InlineData("getHashCode"), InlineData("getType"), InlineData("toString"), InlineData("referenceEquals")]
    [InlineData("memberwiseClone"), InlineData("finalize"), InlineData("clone"), InlineData("equalityContract")]
    [InlineData("printMembers"), InlineData("deconstruct"), InlineData("empty"), InlineData("parse"), InlineData("read")]
    [InlineData("writeTo"), InlineData("writeMembers"), InlineData("converter"), InlineData("getAsync"), InlineData("listAsync")]
    [InlineData("postAsync"), InlineData("approveAsync"), InlineData("watchAsync"), InlineData("attestAsync"), InlineData("shape")]
    [InlineData("verifyAsync"), InlineData("toJson"), InlineData("jsonNames"), InlineData("apiVersion"), InlineData("endpoint")]
    [InlineData("isAvailableAsync"), InlineData("diagnoseAsync"), InlineData("dispose"), InlineData("disposeAsync")]
    [InlineData("imdsJson"), InlineData("imdsList"), InlineData("imdsRoute"), InlineData("imdsQuery"), InlineData("imdsEndpoint")]
    [InlineData("imdsRequestLimits"), InlineData("imdsConnection"), InlineData("imdsClient"), InlineData("imdsAttestation")]
    [InlineData("imdsEventWatch"), InlineData("imdsText")]
    public void A_member_has_no_name_that_is_there_already(string name)
    {
        Assert.True(Naming.TryMember(name, out var member));
        Assert.Equal(char.ToUpperInvariant(name[0]) + name[1..] + "Value", member);
        Assert.EndsWith("Model", Naming.Type(member[..^5]));
    }

    [Theory]
    [InlineData("disk", "Disk")]
    [InlineData("Routes", "RoutesModel")]
    [InlineData("routes", "RoutesModel")]
    [InlineData("guid", "GuidModel")]
    [InlineData("system", "SystemModel")]
    [InlineData("host", "HostModel")]
    [InlineData("environment", "EnvironmentModel")]
    [InlineData("imdsX", "ImdsXModel")]
    [InlineData("IMDSX", "IMDSXModel")]
    [InlineData("xImds", "XImds")]
    [InlineData("diskRoute", "DiskRouteModel")]
    [InlineData("diskROUTE", "DiskROUTEModel")]
    [InlineData("routeDisk", "RouteDisk")]
    [InlineData("v20210201", "V20210201")]
    [InlineData("v2021020100", "V2021020100Model")]
    [InlineData("v202102010", "V202102010")]
    [InlineData("v20210201000", "V20210201000")]
    [InlineData("w2021020100", "W2021020100")]
    [InlineData("v202102010x", "V202102010x")]
    public void A_type_has_no_name_that_something_else_needs(string name, string type) =>
        Assert.Equal((true, type), (Naming.TryType(name, out var made), made));

    [Theory]
    [InlineData("client_id", "clientId")]
    [InlineData("Body", "bodyValue")]
    [InlineData("options", "optionsValue")]
    [InlineData("cancellation_token", "cancellationTokenValue")]
    [InlineData("class", "@class")]
    [InlineData("\u00C9tat", "\u00C9tat")]
    [InlineData("\u212A", "\u212A")]
    [InlineData("Zone", "zone")]
    [InlineData("Area", "area")]
    [InlineData("2d", "_2d")]
    public void A_parameter_is_in_camel_case_and_no_keyword(string name, string parameter) =>
        Assert.Equal((true, parameter), (Naming.TryParameter(name, out var made), made));

    [Theory]
    [InlineData("Priority", "Priorities")]
    [InlineData("Key", "Keys")]
    [InlineData("KEY", "KEYs")]
    [InlineData("Y", "ies")]
    [InlineData("Status", "Statuses")]
    [InlineData("Box", "Boxes")]
    [InlineData("Quiz", "Quizes")]
    [InlineData("Batch", "Batches")]
    [InlineData("Mesh", "Meshes")]
    [InlineData("Name", "Names")]
    [InlineData("S", "Ses")]
    public void Several_have_a_plural(string member, string plural) => Assert.Equal(plural, Naming.Plural(member));

    [Fact]
    public void A_reader_has_a_name_that_nothing_else_has()
    {
        Assert.Equal("GetSize", Naming.Reader("Size", []));
        Assert.Equal("GetSizeValue", Naming.Reader("Size", ["GetSize"]));
        Assert.Equal("", Naming.Reader("Size", ["GetSize", "GetSizeValue"]));
        Assert.Equal(("GetTypeValue", "GetHashCodeValue"), (Naming.Reader("Type", []), Naming.Reader("HashCode", [])));
    }

    [Fact]
    public void What_is_in_something_else_is_called_after_both_as_long_as_that_is_short()
    {
        Assert.Equal("OuterInner", Naming.Join("Outer", "Inner"));
        Assert.Equal(100, Naming.Join(new string('A', 60), new string('B', 40)).Length);
        Assert.Equal(new string('B', 41), Naming.Join(new string('A', 60), new string('B', 41)));
    }

    [Fact]
    public void A_name_is_given_once_in_whatever_case()
    {
        var names = new UniqueNames("Reserved");
        Assert.Equal("Disk", names.Take("Disk"));
        Assert.Equal("OsDisk", names.Take("DISK", "OsDisk"));
        Assert.Equal("Disk2", names.Take("reserved", "Disk"));
        Assert.Equal("Disk3", names.Take("Disk"));
        Assert.Equal("Disk4", names.Take("Disk4"));
        Assert.Equal("Disk5", names.Take("Disk"));
        Assert.Equal("Reserved2", names.Take("Reserved"));
    }
}
