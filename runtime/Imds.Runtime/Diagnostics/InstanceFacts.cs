using System.Text.Json;
using Imds.CompilerServices;
using Imds.Runtime.Http;

namespace Imds.Runtime.Diagnostics;

/// <summary>The two facts of an instance document that a diagnosis looks at.</summary>
internal static class InstanceFacts
{
    public static (bool HasCompute, bool IsInScaleSet) Read(Reply reply)
    {
        try
        {
            return ImdsJson.Parse(reply.Body.Span, ReadDocument);
        }
        catch (JsonException)
        {
            return default; // cut short, so that what is there cannot be told
        }
    }

    private static (bool HasCompute, bool IsInScaleSet) ReadDocument(ref Utf8JsonReader reader)
    {
        var facts = (HasCompute: false, IsInScaleSet: false);
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                if (ImdsJson.Name(ref reader).SequenceEqual("compute"u8))
                {
                    facts = ReadCompute(ref reader);
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return facts;
    }

    private static (bool HasCompute, bool IsInScaleSet) ReadCompute(ref Utf8JsonReader reader)
    {
        var facts = (HasCompute: false, IsInScaleSet: false);
        if (ImdsJson.BeginObject(ref reader))
        {
            while (ImdsJson.NextMember(ref reader))
            {
                facts.HasCompute = true;
                if (ImdsJson.Name(ref reader).SequenceEqual("vmScaleSetName"u8))
                {
                    facts.IsInScaleSet = ImdsJson.ReadString(ref reader).Length > 0;
                }
                else
                {
                    ImdsJson.Skip(ref reader);
                }
            }
        }

        return facts;
    }
}
