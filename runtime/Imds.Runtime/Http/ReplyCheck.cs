using System.Text.Json;
using Imds.CompilerServices;

namespace Imds.Runtime.Http;

/// <summary>Whether a reply of status 200 is what was asked for: some hosts, proxies and sidecars answer with something else.</summary>
internal static class ReplyCheck
{
    /// <summary>Whether the reply is a JSON object with one of the members.</summary>
    public static bool HasAny(Reply reply, IReadOnlyList<string> members)
    {
        var reader = new Utf8JsonReader(reply.Json.Span);
        try
        {
            reader.Read();
            if (!ImdsJson.BeginObject(ref reader))
            {
                return false;
            }

            while (ImdsJson.NextMember(ref reader))
            {
                for (var i = 0; i < members.Count; i++)
                {
                    if (ImdsJson.IsOn(ref reader, members[i]))
                    {
                        return true;
                    }
                }

                ImdsJson.Skip(ref reader);
            }
        }
        catch (JsonException)
        {
            // Not JSON, so it has no member.
        }

        return false;
    }

    /// <summary>Whether the reply is an error of the service and nothing else, whatever its status says.</summary>
    public static bool IsError(Reply reply)
    {
        var body = reply.Json.Span;
        if (body.IsEmpty || body[0] != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(body);
        var found = false;
        try
        {
            reader.Read();
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.IsOn(ref reader, "error"))
                {
                    found = true;
                }
                else if (!ImdsJson.IsOn(ref reader, "error_description") && !ImdsJson.IsOn(ref reader, "newest-versions"))
                {
                    return false;
                }

                ImdsJson.Skip(ref reader);
            }

            return found && !reader.Read(); // throws if anything but white space follows
        }
        catch (JsonException)
        {
            return false; // whoever reads the reply says so
        }
    }
}
