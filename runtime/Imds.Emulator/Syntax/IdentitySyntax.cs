namespace Imds.Emulator.Syntax;

/// <summary>A managed identity as it is written: the ids that select it.</summary>
internal static class IdentitySyntax
{
    public const string Help = """
        Identities, for --identity system or --identity NAME=VALUE[,NAME=VALUE ...], in place of the two made-up ones.
        Ids that are not given are made up. --identity none is a VM without any.

          client_id=ID             What client_id selects.
          object_id=ID             What object_id selects.
          msi_res_id=ID            What msi_res_id selects; without it the identity is the system-assigned one.
        """;

    /// <summary>The identities from all that was written; none from the one word none.</summary>
    public static IReadOnlyList<EmulatedIdentity> Parse(IReadOnlyList<string> texts) =>
        texts is ["none"] ? [] : [.. texts.Select(Parse)];

    private static EmulatedIdentity Parse(string text)
    {
        var identity = new EmulatedIdentity(Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        if (text == "system")
        {
            return identity;
        }

        var members = JsonSyntax.IsObject(text)
            ? JsonSyntax.Members(text)
            : [.. text.Split(',').Select(part => part.Split('=', 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : ""))];
        foreach (var (name, value) in members)
        {
            identity = (name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant(), value) switch
            {
                ("clientid", not "") => identity with { ClientId = value },
                ("objectid", not "") => identity with { ObjectId = value },
                ("msiresid" or "resourceid", not "") => identity with { ResourceId = value },
                _ => throw new UsageException($": '{(value.Length == 0 ? name : $"{name}={value}")}' says nothing about an identity."),
            };
        }

        return identity;
    }
}
